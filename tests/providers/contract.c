#include "sdk/provider/provider.h"

/* A provider in C, as far as the compiler is concerned. */
static haat_status list(const haat_provider* provider, const char* cursor,
                        const haat_page_sink* sink) {
  const haat_course course = {"1", "One", NULL, NULL, NULL, NULL, NULL, 0};
  (void)provider;
  (void)cursor;
  return sink->add(sink, &course);
}
static haat_status head(const haat_http_sink* sink, int32_t status, const haat_http_header* headers,
                        size_t header_count) {
  (void)sink;
  (void)headers;
  (void)header_count;
  return status == 200 ? HAAT_OK : HAAT_FAULT_SYSTEM;
}
static haat_status body(const haat_http_sink* sink, const void* bytes, size_t size) {
  (void)bytes;
  *(size_t*)sink->provider_data += size;
  return HAAT_OK;
}
static const haat_host* the_host;
static haat_status init(const haat_provider* provider) {
  size_t bytes = 0;
  const haat_http* http = the_host->get_interface(the_host, HAAT_INTERFACE_HTTP);
  const haat_http_header header = {"Accept", "application/json"};
  const haat_http_request request = {"GET", "https://lms.example.org/", &header, 1, NULL, 0};
  const haat_http_sink sink = {&bytes, head, body};
  haat_status status;
  (void)provider;
  if (http == NULL) return HAAT_OK;
  status = http->send(the_host, &request, &sink);
  if (status != HAAT_OK) the_host->explain(the_host, http->why(the_host));
  return status;
}
static void destroy(const haat_provider* provider) {
  (void)provider;
}
static const void* get_interface(const haat_provider* provider, const char* id) {
  static const haat_catalogue catalogue = {list};
  (void)provider;
  return id[0] == 'h' ? &catalogue : NULL;
}
static const haat_provider provider = {NULL, init, destroy, get_interface};
static const haat_provider* create(const haat_host* host) {
  the_host = host;
  host->log(host, HAAT_LOG_INFO, host->settings);
  return &provider;
}
static const haat_descriptor descriptor = {"org.example.c", "C", "Example", "1.0.0", ""};
HAAT_EXPORT const haat_entry haat_provider_entry = {HAAT_PROVIDER_ABI, &descriptor, create};
