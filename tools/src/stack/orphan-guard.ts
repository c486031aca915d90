// Loaded into every child with --import: when the launcher dies, even by SIGKILL, its end of the channel closes and the
// child shuts itself down instead of holding ports and memory for ever.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
