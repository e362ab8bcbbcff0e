import { describe, expect, it } from 'vitest';
import { scheduleFault } from './cron-schedule.ts';

describe('scheduleFault', () => {
  it.each([
    '* * * * *',
    '*/5 0-6,12 1 jan-MAR sun',
    '0 0 ? * ?',
    ' 5  4 * * * ',
    '5/15 * * * *',
    '@hourly',
    '@midnight',
    '@every 1h30m',
    '@every 1.5h',
    '0 0 31 2 *',
  ])('accepts %s', (schedule) => {
    expect(scheduleFault(schedule)).toBeUndefined();
  });

  it.each([
    ['', '0 fields instead of 5'],
    ['* * * *', '4 fields instead of 5'],
    ['0 0 * * * *', '6 fields instead of 5'],
    ['60 * * * *', 'minute 60'],
    ['* 24 * * *', 'hour 24'],
    ['* * 0 * *', 'day of month 0'],
    ['* * * 13 *', 'month 13'],
    ['* * * * 7', 'day of week 7'],
    ['* * * * monday', 'day of week monday'],
    ['*/0 * * * *', 'minute */0'],
    ['1/2/3 * * * *', 'minute 1/2/3'],
    ['1-2-3 * * * *', 'minute 1-2-3'],
    ['5-1 * * * *', 'minute 5-1'],
    ['jan * * * *', 'minute jan'],
    ['@reboot', 'unknown macro'],
    ['@every day', 'not a duration'],
    ['TZ=UTC 0 0 * * *', 'a time zone belongs in timeZone'],
    ['CRON_TZ=Asia/Shanghai 0 0 * * *', 'a time zone belongs in timeZone'],
    ['* '.repeat(1000), 'too long'],
  ])('refuses %s', (schedule, fault) => {
    expect(scheduleFault(schedule)).toBe(fault);
  });
});
