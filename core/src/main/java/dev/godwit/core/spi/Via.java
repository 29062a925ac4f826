package dev.godwit.core.spi;

/**
 * The near end of a tunnel to a server: what is connected to in place of the server's own host and port. Everything else
 * goes by the address, above all the name that the server's certificate has to have.
 *
 * @param host where the near end listens, such as 127.0.0.1
 * @param port TCP port there
 */
public record Via(String host, int port) {}
