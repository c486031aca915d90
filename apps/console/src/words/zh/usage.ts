import type { usage as english } from '../en/usage.js';

export const usage: typeof english = {
  usage: {
    lead: '谁调用了什么、多少次、花费多少、用时多久。按 UTC 整点与整日统计。',
    range: '时间',
    ranges: { day: '24 小时', week: '7 天', month: '30 天' },
    groupBy: '分组方式',
    by: { tenant: '租户', app: '应用', feature: '功能', server: '服务器', model: '模型' },
    csv: '保存为 CSV',
    metric: '图表内容',
    metrics: { requests: '请求', errors: '错误', tokens: '令牌', cost: '费用', latency: '延迟 p95' },
    requests: '请求',
    refused: '被拒绝',
    failed: '失败',
    tokens: '令牌',
    input: '输入令牌',
    output: '输出令牌',
    cost: '费用',
    latency: '平均延迟',
    p95: '最差 p95',
    groups: '分组',
    others: '其他',
    none: '此时段内没有调用。最近一分钟的数据会在一分钟后计入。',
    cut: '此处未全部显示，CSV 文件中有全部数据。',
    chart: '随时间变化的柱形，每组一种颜色；下表以数字列出同样内容',
  },
};
