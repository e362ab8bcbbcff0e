export const finding = {
  title: 'Finding',
};
