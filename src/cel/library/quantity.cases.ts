import type { Answers } from '../testing/answers.ts';

export const quantities: Answers = {
  object: 'configMap',
  holds: `
    isQuantity('1.5Gi')
    isQuantity('1k')
    isQuantity('10e3')
    isQuantity('10E3')
    isQuantity('1.')
    isQuantity('.5')
    isQuantity('.')
    isQuantity('+1m')
    isQuantity('-1m')
    isQuantity('1E')
    isQuantity('1Ei')
    isQuantity('1n')
    quantity(object.data.quantity).isGreaterThan(quantity('1Gi'))
    quantity('1500m').isLessThan(quantity('2'))
    quantity('1Gi') == quantity('1024Mi')
    quantity('1') == quantity('1000m')
    quantity('1') != quantity('1001m')
    quantity('1k').compareTo(quantity('1Ki')) == -1
    quantity('1e3').compareTo(quantity('1k')) == 0
    quantity('0.1').compareTo(quantity('100m')) == 0
    quantity('0.1n').compareTo(quantity('1n')) == 0
    quantity('-0.1n').compareTo(quantity('-1n')) == 0
    quantity('50000000G').isInteger()
    quantity('50k').isInteger()
    quantity('50k').asInteger() == 50000
    quantity('1.5k').isInteger()
    quantity('1Gi').asInteger() == 1073741824
    quantity('1Ti').asInteger() == 1099511627776
    quantity('1E').asInteger() == 1000000000000000000
    quantity('1.5').asApproximateFloat() == 1.5
    quantity('50.703k').asApproximateFloat() == 50703.0
    quantity('1Ki').asApproximateFloat() == 1024.0
    quantity('250m').asApproximateFloat() == 0.25
    sign(quantity('-5')) == -1
    sign(quantity('0')) == 0
    sign(quantity('5')) == 1
    quantity('50k').add(quantity('20k')) == quantity('70k')
    quantity('50k').add(20) == quantity('50020')
    quantity('50k').sub(quantity('20k')) == quantity('30k')
    quantity('50k').sub(20000) == quantity('30k')
    quantity('50k').sub(quantity('51k')).asInteger() == -1000
    quantity('1Gi').add(quantity('500M')).asInteger() == 1573741824
  `,
  fails: `
    isQuantity('1K')
    isQuantity('1e')
    isQuantity('')
    isQuantity('abc')
    isQuantity('1 Gi')
    isQuantity('1Gib')
    isQuantity('1e3Ki')
    isQuantity('1.1.1')
    isQuantity('１')
    quantity('100E').compareTo(quantity('9223372036854775807')) == 0
    quantity('1e100').compareTo(quantity('9223372036854775807')) == 0
    quantity('1.0').isInteger()
    quantity('1.5').isInteger()
    quantity('1000m').isInteger()
    quantity('1.5Gi').isInteger()
    quantity('1Ei').isInteger()
    quantity('10E').isInteger()
    quantity('1').add(quantity('500m')).isInteger()
    quantity('500m').add(quantity('500m')).isInteger()
  `,
  messages: [
    ["quantity('1.5').asInteger() == 1", 'error: cannot convert value to integer'],
    [
      "quantity('5').sign() == 1",
      "refused 1:19: found no matching overload for 'sign' applied to 'kubernetes.Quantity.()'",
    ],
    [
      "quantity('1').add(1.5) == quantity('2')",
      "refused 1:18: found no matching overload for 'add' applied to 'kubernetes.Quantity.(double)'",
    ],
    ["quantity('x') == quantity('1')", "error: unable to parse quantity's suffix"],
    ["quantity(1) == quantity('1')", "refused 1:9: found no matching overload for 'quantity' applied to '(int)'"],
    [
      "quantity('1') < quantity('2')",
      "refused 1:15: found no matching overload for '_<_' applied to '(kubernetes.Quantity, kubernetes.Quantity)'",
    ],
    [
      "quantity('1') == 1",
      "refused 1:15: found no matching overload for '_==_' applied to '(kubernetes.Quantity, int)'",
    ],
    [
      "quantity('1').isGreaterThan(1)",
      "refused 1:28: found no matching overload for 'isGreaterThan' applied to 'kubernetes.Quantity.(int)'",
    ],
  ],
};
