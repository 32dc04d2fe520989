package org.xipline.archive.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xipline.archive.model.ArchiveLimits;

class LiblzmaChunkDecoderTest implements ChunkDecoderContract {

  @BeforeEach
  void requireLibrary() {
    assumeTrue(Liblzma.find().isPresent(), "needs liblzma (Debian: liblzma5)");
  }

  @Override
  public ChunkDecoder decoder(ArchiveLimits limits) {
    return new LiblzmaChunkDecoder(Liblzma.find().orElseThrow(), limits);
  }

  @Test
  void shouldBeTheOneThatIsUsed() {
    try (ChunkDecoder fastest = ChunkDecoder.Factory.fastest().create(ArchiveLimits.DEFAULT)) {
      assertThat(fastest).isInstanceOf(LiblzmaChunkDecoder.class);
    }
  }
}
