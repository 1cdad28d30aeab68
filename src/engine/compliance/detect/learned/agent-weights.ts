export const agentWeights = ''
