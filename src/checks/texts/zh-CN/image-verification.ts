import type { CheckTexts } from '../text.ts';

export const imageVerification: CheckTexts = {
  'img-signature': {
    title: '签名校验形同虚设',
    why: '只有准入时拒绝未签名的镜像，签名才有意义。只报告、或接受任何人签名的策略会放行所有镜像，却看起来像是有保护。',
    action: '强制执行该策略，并写明信任的签名者',
    message: {
      audit: '{kind} {name} 会校验镜像签名，但仍放行没有签名的镜像',
      anyone: '{kind} {name} 接受任何人签名的镜像',
    },
  },
};
