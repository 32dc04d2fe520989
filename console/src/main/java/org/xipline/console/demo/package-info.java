/** A sample archive, with a signer of its own, that shows what becomes of every kind of item. */
@NullMarked
package org.xipline.console.demo;

import org.jspecify.annotations.NullMarked;
