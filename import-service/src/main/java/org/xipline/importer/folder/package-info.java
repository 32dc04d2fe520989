/** One copy at rest: what a folder holds is learnt, remembered and settled, whatever the server. */
@NullMarked
package org.xipline.importer.folder;

import org.jspecify.annotations.NullMarked;
