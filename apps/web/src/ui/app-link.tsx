import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink, Link } from '@tanstack/react-router'
import { type ComponentProps, forwardRef, type ReactNode } from 'react'

const AnchorBase = forwardRef<HTMLAnchorElement, AnchorProps & { readonly children?: ReactNode }>((props, ref) => (
  <Anchor ref={ref} {...props} />
))
const ButtonBase = forwardRef<HTMLAnchorElement, ButtonProps & { readonly children?: ReactNode }>((props, ref) => (
  <Button ref={ref} component="a" {...props} />
))
const RouterAnchor = createLink(AnchorBase)
const RouterButton = createLink(ButtonBase)

/** A link to a page of the application: `<AppLink to={paths.lot(gtin, lot)}>`. */
export function AppLink({ to, ...props }: AnchorProps & { readonly to: string; readonly children: ReactNode }) {
  return <RouterAnchor to={to} {...(props as object)} />
}

/** A link that looks like a button. */
export function ButtonLink({ to, ...props }: ButtonProps & { readonly to: string; readonly children: ReactNode }) {
  return <RouterButton to={to} {...(props as object)} />
}

/** A link around content of its own look. */
export function PlainLink(props: Omit<ComponentProps<'a'>, 'href'> & { readonly to: string }) {
  return <Link {...(props as { to: string })} />
}
