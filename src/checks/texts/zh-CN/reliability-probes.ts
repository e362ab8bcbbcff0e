import type { CheckTexts } from '../text.ts';

export const reliabilityProbes: CheckTexts = {
  'rel-liveness-probe': {
    title: '缺少存活探针',
    why: '程序卡死但没有退出时不会被重启：只有存活探针才能让 kubelet 知道它已经卡死。',
    action: '添加 livenessProbe，并确保只在重启有用时才失败',
    message: '容器 {container} 没有存活探针',
  },
  'rel-readiness-probe': {
    title: '缺少就绪探针',
    why: '每次发布和重启时都会有请求失败：没有就绪探针，容器一启动，Service 就向 Pod 转发请求，而程序此时还不能应答。',
    action: '为处理请求的容器添加 readinessProbe',
    message: {
      selected: 'Service {service} 向 {kind} {name} 转发请求，但后者没有就绪探针',
      alone: '{kind} {name} 没有就绪探针',
    },
  },
  'rel-probe-quality': {
    title: '探针配置有害',
    why: '探测不存在的端口总是失败。存活探针与就绪探针相同时，本来只需摘除流量的繁忙程序会被重启。',
    action: '让探针使用已声明的端口，并让存活探针比就绪探针等得更久',
    message: {
      port: '容器 {container} 的探针使用了未声明的端口：{field} 为 {value}',
      same: '容器 {container} 的存活探针与就绪探针相同，一被摘除流量就会被重启',
      impatient: '容器 {container} 只要一次探测失败就会被重启',
    },
  },
};
