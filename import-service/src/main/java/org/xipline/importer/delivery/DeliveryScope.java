package org.xipline.importer.delivery;

import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What one of several deliveries in a process has of what there is.
 *
 * @param destination whose messages it takes out of the topics
 * @param sharers how many deliveries share the memory for what is in hand, itself included
 * @param elsewhere hears of the other servers that messages in its partitions name
 */
public record DeliveryScope(
    Destination destination, IntSupplier sharers, Consumer<String> elsewhere) {}
