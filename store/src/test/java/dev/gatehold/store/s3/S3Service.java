package dev.gatehold.store.s3;

import java.net.URI;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** A real S3 server on a free port, which checks signatures and keeps its objects in memory. */
final class S3Service {
  static final String BUCKET = "evidence";
  private static final String ID = "gatehold";
  private static final String SECRET = "for tests alone";

  private final BlobStoreContext context;
  private final S3Proxy server;

  private S3Service(BlobStoreContext context, S3Proxy server) {
    this.context = context;
    this.server = server;
  }

  static S3Service start() throws Exception {
    BlobStoreContext context =
        ContextBuilder.newBuilder("transient-nio2")
            .credentials(ID, SECRET)
            .build(BlobStoreContext.class);
    context.getBlobStore().createContainerInLocation(null, BUCKET);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V4, ID, SECRET)
            .build();
    server.start();
    return new S3Service(context, server);
  }

  /** What it keeps, behind the protocol. */
  BlobStore objects() {
    return context.getBlobStore();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  S3Place place(String text) {
    return S3Place.parse(text, endpoint(), null);
  }

  static AwsCredentialsProvider keys() {
    return keys(SECRET);
  }

  static AwsCredentialsProvider keys(@Nullable String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(ID, secret));
  }

  void stop() throws Exception {
    server.stop();
    context.close();
  }
}
