/** What every live outcome says of itself. */
export const liveRemark =
  'live: a service answered in real time; times and words are not reproducible, goldens were not compared'
