export const explainTexts = {
  en: {
    oneOnly: 'several workloads are in it: name one of them',
    bothOutside: 'both ends are outside of the cluster: none of its policies is about that',
    several: 'the name stands for several whose verdicts differ: name one by its kind',
  },
  'zh-CN': {
    oneOnly: '其中有多个工作负载：请指定一个',
    bothOutside: '两端都在集群之外：集群的策略与此无关',
    several: '这个名称对应多个对象，且结果不同：请写明类型',
  },
} as const;
