/** The vendor that is simulated and the one app that it sells. */
export const VENDOR = { vendorId: 1219441, developerId: '5d0f6e2c-93b1-4c8e-a7d4-1f6b0c2e9a35', name: 'Tidemark' } as const;
export const PRODUCT = {
  productId: '0b7c9d1e-64f2-4a3b-8e5d-2c1f7a9b3d60',
  appKey: 'io.tidemark.checklist',
  appName: 'Tidemark Checklist',
} as const;
