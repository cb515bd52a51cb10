import { defineWords } from '../../core/i18n/messages.ts'

export const useServiceWords = defineWords({
  en: () => ({
    ours: 'Where our server is',
    oursHelp:
      'Partners who are a party to a record fetch its document and files from here; and with the account below our server asks theirs. Needed only where partners have servers of their own.',
    oursNone:
      'No address is on the ledger: partners with servers of their own cannot fetch our documents, nor we theirs.',
    theirs: 'Where its server is',
    theirsHelp: 'From here documents are fetched that it keeps on its own server.',
    theirsNone: 'It has told no address.',
    url: 'Address of the server',
    urlHelp:
      'Scheme, host and port alone, as partners reach it: https://drugs.example.org. Without a path. Empty takes the address back.',
    signer: 'Account that signs for it',
    meaning:
      'The address goes to the ledger, where every member sees it. The server makes itself a key to sign its requests with.',
    say: 'Say where it is',
    change: 'Change',
    save: 'Put it on the ledger',
    said: 'The address is on the ledger.',
    takenBack: 'The address is taken back.',
  }),
  zh: () => ({
    ours: '本机构服务器地址',
    oursHelp:
      '与某份记录有关的机构从这里获取其文件和附件；本服务器也以下列账户向其他机构索取文件。仅当其他机构使用自己的服务器时才需要登记。',
    oursNone: '账本上尚无地址：使用自己服务器的机构无法获取我方文件，我方也无法获取对方文件。',
    theirs: '该机构服务器地址',
    theirsHelp: '由该机构自行保存的文件从这里获取。',
    theirsNone: '该机构尚未登记地址。',
    url: '服务器地址',
    urlHelp:
      '只填写协议、主机名和端口，即其他机构访问的地址，例如 https://drugs.example.org，不带路径。留空即撤销登记。',
    signer: '服务器签名账户',
    meaning: '地址将写入账本，所有成员均可查看。服务器会自动生成密钥，用于签署其请求。',
    say: '登记地址',
    change: '更改',
    save: '写入账本',
    said: '地址已写入账本。',
    takenBack: '地址登记已撤销。',
  }),
})
