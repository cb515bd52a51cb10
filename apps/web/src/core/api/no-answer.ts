/** Whether no answer came at all: the network is gone, or the server. What was sent may have arrived all the same. */
export const isNoAnswer = (error: unknown): boolean =>
  error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
