/**
 * The registry of connectors, as operators keep it: what is in it, how it stands, and whether it
 * would work.
 */
@NullMarked
package org.xipline.console.connector;

import org.jspecify.annotations.NullMarked;
