// Loaded into a process under test (`node --import`): tells its parent how much CPU it has used so far.
process.on('message', (message) => {
  if (message === 'cpu') process.send?.({ cpu: process.cpuUsage() });
});
// A parent that is gone has no more use for it.
process.on('disconnect', () => process.exit(0));
