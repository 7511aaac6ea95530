package dev.gatehold.server.page;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Tells the framework where templates and static files are. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
  /** The addresses of static files change with their content, so they never grow old. */
  private static final CacheControl FOREVER = CacheControl.maxAge(Duration.ofDays(365)).immutable();

  @Bean
  JteViews templates() {
    return new JteViews();
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/**")
        .addResourceLocations("classpath:/static/assets/")
        .setCacheControl(FOREVER);
  }
}
