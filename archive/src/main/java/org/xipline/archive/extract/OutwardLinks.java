package org.xipline.archive.extract;

/**
 * What becomes of symbolic links that lead out of the directory that an archive is extracted to.
 */
public enum OutwardLinks {
  /** The archive is not extracted. */
  REFUSE,
  /** They are left out. */
  SKIP,
  /** They are made as they are; nothing is ever written through one. */
  KEEP
}
