package org.xipline.archive.content;

import org.xipline.archive.model.ArchiveLimits;

class XzChunkDecoderTest implements ChunkDecoderContract {

  @Override
  public ChunkDecoder decoder(ArchiveLimits limits) {
    return new XzChunkDecoder(limits);
  }
}
