import type { lab as english } from '../en/lab.js';

export const lab: typeof english = {
  lab: {
    lead: '让替身下游变慢或出错，再发送负载，看看产品如何应对。',
    noSandbox: '此处没有沙箱。“npm start” 会带上一个；接入真实供应商时没有可供破坏的东西。',
    dials: '下游的旋钮',
    step1: '1. 制造故障',
    step2: '2. 发送负载',
    step3: '3. 请求的结果',
    troubles: {
      none: '一切正常',
      slowModel: '模型变慢：4 秒',
      failingModel: '模型出错：90 %',
      limitingModel: '模型返回 429：80 %',
      slowReranker: '重排变慢：3 秒',
      noSearch: '网页搜索中断',
    },
    downstream: '下游',
    fields: { latency_ms: '延迟', error_rate: '错误率', rate_limit_rate: '429 比例' },
    scenario: '请求',
    scenarios: {
      reports: '风险报告（模型并发 3，最多 50 个等待）',
      chat: '经网关的对话',
      search: '带解释的产品搜索',
      checks: '背景调查',
    },
    rate: '每秒 {rate} 个请求',
    seconds: '持续 {seconds} 秒',
    start: '发送负载',
    sent: '已发送',
    outcomes: { whole: '完整', degraded: '降级', refused: '立即拒绝', failed: '失败' },
    reasons: '原因',
    chart: '每秒的应答：完整、降级、拒绝与失败',
    needAdmin: '输入管理密钥后，还能在此看到是哪个额度或熔断器所致。',
  },
};
