import { IconServer2, IconTopologyRing } from '@tabler/icons-react'
import { admins, anyIn, kinds } from '@theriac/api'
import { defineFeature } from '../../core/pages/page.ts'
import { paths } from '../../core/paths.ts'

/** The chain itself: what it holds, who runs it, who used it. */
export const chainFeature = defineFeature({
  pages: [
    {
      path: paths.chain,
      title: { en: 'Blockchain', zh: '区块链' },
      keywords: 'height consensus big screen wall 区块高度 共识 大屏 链管理',
      nav: {
        group: 'govern',
        icon: IconTopologyRing,
        order: 40,
        access: [anyIn('regulator'), { kinds, roles: ['auditor', 'admin'] }],
      },
      subject: { of: 'chain', place: 10, label: { en: 'Overview', zh: '概览' } },
      load: () => import('./overview/overview-page.tsx'),
    },
    {
      path: paths.blocks,
      title: { en: 'Blocks', zh: '区块' },
      keywords: 'transactions hash explorer 交易 哈希 浏览器',
      subject: { of: 'chain', place: 20 },
      load: () => import('./browse/blocks-page.tsx'),
    },
    {
      path: '/chain/blocks/$block',
      title: { en: 'Block', zh: '区块' },
      subject: { of: 'chain' },
      load: () => import('./browse/block-page.tsx'),
    },
    {
      path: '/transactions/$hash',
      title: { en: 'Transaction', zh: '交易' },
      subject: { of: 'chain' },
      load: () => import('./browse/transaction-page.tsx'),
    },
    {
      path: paths.chainNodes,
      title: { en: 'Nodes', zh: '节点' },
      keywords: 'sealer observer consensus 共识节点 观察节点',
      subject: { of: 'chain', place: 30 },
      load: () => import('./nodes/nodes-page.tsx'),
    },
    {
      path: paths.node,
      title: { en: 'Our node', zh: '本机构节点' },
      keywords: 'sealer observer join leave 共识节点 观察节点 加入 退出',
      nav: { group: 'own', icon: IconServer2, order: 50, access: admins },
      load: () => import('./nodes/own-node-page.tsx'),
    },
    {
      path: paths.contracts,
      title: { en: 'Contracts', zh: '合约' },
      keywords: 'directory abi version address 合约目录 地址 版本',
      subject: { of: 'chain', place: 50 },
      load: () => import('./contracts/contracts-page.tsx'),
    },
    {
      path: '/chain/contracts/$name',
      title: { en: 'Contract', zh: '合约' },
      subject: { of: 'chain' },
      load: () => import('./contracts/contract-page.tsx'),
    },
    {
      path: paths.chainEvents,
      title: { en: 'Events of the contracts', zh: '合约事件' },
      keywords: 'event query log 事件查询',
      subject: { of: 'chain', place: 60, label: { en: 'Events', zh: '事件' } },
      load: () => import('./contracts/events-page.tsx'),
    },
    {
      path: paths.chainAudit,
      title: { en: 'Calls on the chain', zh: '链上调用审计' },
      keywords: 'audit who called method unknown accounts strong acts 审计 用户 方法 未知账户',
      subject: { of: 'chain', place: 70, label: { en: 'Calls', zh: '调用审计' } },
      load: () => import('./audit/audit-page.tsx'),
    },
    {
      path: paths.chainPermissions,
      title: { en: 'Permissions of all institutions', zh: '权限矩阵' },
      keywords: 'matrix who may do what licences 机构权限 授权 许可证',
      subject: { of: 'chain', place: 85, label: { en: 'Permissions', zh: '权限' } },
      load: () => import('./permissions/permissions-page.tsx'),
    },
    {
      path: paths.chainSettings,
      title: { en: 'Settings of the chain', zh: '系统配置' },
      keywords: 'system configuration committee governors permissions 治理委员会 权限',
      subject: { of: 'chain', place: 90, label: { en: 'Settings', zh: '系统配置' } },
      load: () => import('./settings/settings-page.tsx'),
    },
  ],
})
