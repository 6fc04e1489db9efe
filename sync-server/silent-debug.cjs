// Stands for the package `debug` in our programs. The parser of MQTT hands it every password, name and message, which it would print
// wherever somebody sets DEBUG (I11), and lists of them to throw away wherever nobody does: a tenth of what an event leaves to the collector.
module.exports = () => () => undefined;
