export const CHECK_STAGES = ['planning', 'searching', 'reading', 'selecting', 'verifying', 'deciding'] as const;
export type CheckStage = (typeof CHECK_STAGES)[number];

export const REPORT_STAGES = ['scoring', 'writing'] as const;
export type ReportStage = (typeof REPORT_STAGES)[number];
