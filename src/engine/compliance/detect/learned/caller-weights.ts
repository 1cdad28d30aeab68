export const callerWeights = ''
