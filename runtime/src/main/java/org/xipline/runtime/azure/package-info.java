/** Azure Blob Storage: where a container is, how to be let in, and what its refusals mean. */
@NullMarked
package org.xipline.runtime.azure;

import org.jspecify.annotations.NullMarked;
