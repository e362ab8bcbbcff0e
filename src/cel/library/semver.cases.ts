import type { Answers } from '../testing/answers.ts';

export const versions: Answers = {
  object: 'configMap',
  holds: `
    isSemver(object.data.version)
    isSemver('1.2.3')
    isSemver('1.2.3-0a')
    isSemver('1.2.3+001')
    isSemver('v1.2.3', true)
    isSemver('1.2', true)
    isSemver('v01.02', true)
    isSemver('1', true)
    isSemver('00.0.0', true)
    semver('1.2.3').major() == 1
    semver('1.2.3').minor() == 2
    semver('1.2.3').patch() == 3
    semver(object.data.version).isLessThan(semver('1.2.3'))
    semver('1.2.3-rc.2').isLessThan(semver('1.2.3-rc.10'))
    semver('1.2.3-alpha').isLessThan(semver('1.2.3-beta'))
    semver('1.2.3-1').isLessThan(semver('1.2.3-alpha'))
    semver('1.2.3-alpha').isLessThan(semver('1.2.3-alpha.1'))
    semver('1.10.0').isGreaterThan(semver('1.9.0'))
    semver('1.2.3+a') == semver('1.2.3+b')
    semver('1.2.3').compareTo(semver('1.2.3')) == 0
    semver('2.0.0').compareTo(semver('1.2.3')) == 1
    semver('v1.2', true) == semver('1.2.0')
  `,
  fails: `
    isSemver('v1.2.3')
    isSemver('1.2')
    isSemver('01.2.3')
    isSemver('1.2.3-')
    isSemver('1.2.3-01')
    isSemver('1.2.3-a..b')
    isSemver('1.2.3+')
    isSemver('')
    isSemver('1.2.3.4')
    isSemver('18446744073709551616.0.0')
    isSemver('1.0-alpha', true)
    isSemver('1.2.3.4', true)
    isSemver('v1.2.3', false)
    semver('1.2.3') == semver('1.2.4')
  `,
  messages: [
    ["semver('v1.2') == semver('1.2.0')", 'error: invalid semantic version "v1.2"'],
    [
      "semver('1.2.3') == '1.2.3'",
      "refused 1:17: found no matching overload for '_==_' applied to '(kubernetes.Semver, string)'",
    ],
    [
      "semver('1.2.3').isLessThan(quantity('1'))",
      "refused 1:27: found no matching overload for 'isLessThan' applied to 'kubernetes.Semver.(kubernetes.Quantity)'",
    ],
  ],
};
