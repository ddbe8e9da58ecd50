#include "sdk/provider/provider.h"

#include <string.h>

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
static haat_status changes(const haat_provider* provider, const char* cursor,
                           const haat_delta_sink* sink) {
  (void)provider;
  (void)cursor;
  if (sink->gone(sink, "1") != HAAT_OK) return HAAT_STOPPED;
  return sink->next(sink, "2", 0);
}
static haat_status fetch(const haat_provider* provider, const char* external_id,
                         const haat_byte_sink* sink) {
  (void)provider;
  return sink->write(sink, external_id, strlen(external_id));
}
static haat_status address(const haat_provider* provider, const char* external_id,
                           const haat_launch_sink* sink) {
  (void)provider;
  return external_id[0] == '1' ? sink->tell(sink, "https://lms.example.org/1") : HAAT_NOT_FOUND;
}
static haat_status list_records(const haat_provider* provider, const char* cursor,
                                const haat_record_sink* sink) {
  const haat_record record = {"{}", 0};
  (void)provider;
  if (sink->add(sink, &record) != HAAT_OK) return HAAT_STOPPED;
  return cursor[0] == '\0' ? sink->next(sink, "2") : HAAT_OK;
}
static haat_status complete(const haat_provider* provider, const char* cursor,
                            const haat_completion_sink* sink) {
  const double score = 0.5;
  const haat_completion one = {"l", "1", NULL, "2026-11-23T06:41:46Z", &score, NULL, NULL};
  (void)provider;
  (void)cursor;
  if (sink->add(sink, &one) != HAAT_OK) return HAAT_STOPPED;
  return sink->next(sink, "2", 0);
}
static haat_status check(const haat_provider* provider, const haat_health_sink* sink) {
  (void)provider;
  return sink->tell(sink, HAAT_HEALTH_OK, "all is well");
}
static haat_status verify(const haat_provider* provider, const char* certificate,
                          const haat_certificate_sink* sink) {
  (void)provider;
  if (sink->fact(sink, "text", certificate) != HAAT_OK) return HAAT_STOPPED;
  return sink->tell(sink, HAAT_CERTIFICATE_UNKNOWN, "nobody knows it");
}
static haat_status init(const haat_provider* provider) {
  size_t bytes = 0;
  const haat_http* http = the_host->get_interface(the_host, HAAT_INTERFACE_HTTP);
  const haat_call* call = the_host->get_interface(the_host, HAAT_INTERFACE_CALL);
  const haat_http_header header = {"Accept", "application/json"};
  const haat_http_request request = {"GET", "https://lms.example.org/", &header, 1, NULL, 0};
  const haat_http_sink sink = {&bytes, head, body};
  haat_status status;
  (void)provider;
  if (call != NULL && call->is_wanted(the_host) == 0) return HAAT_STOPPED;
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
  static const haat_content content = {fetch};
  static const haat_launch launch = {address};
  static const haat_records records = {list_records};
  static const haat_delta delta = {changes};
  static const haat_completions completions = {complete};
  static const haat_health health = {check};
  static const haat_certificates certificates = {verify};
  (void)provider;
  if (strcmp(id, HAAT_INTERFACE_CONTENT) == 0) return &content;
  if (strcmp(id, HAAT_INTERFACE_LAUNCH) == 0) return &launch;
  if (strcmp(id, HAAT_INTERFACE_RECORDS) == 0) return &records;
  if (strcmp(id, HAAT_INTERFACE_DELTA) == 0) return &delta;
  if (strcmp(id, HAAT_INTERFACE_COMPLETIONS) == 0) return &completions;
  if (strcmp(id, HAAT_INTERFACE_HEALTH) == 0) return &health;
  if (strcmp(id, HAAT_INTERFACE_CERTIFICATES) == 0) return &certificates;
  return id[0] == 'h' ? &catalogue : NULL;
}
static const haat_provider provider = {NULL, init, destroy, get_interface};
static const haat_provider* create(const haat_host* host) {
  const haat_settings* settings = host->get_interface(host, HAAT_INTERFACE_SETTINGS);
  if (settings != NULL) settings->declare(host, "{}");
  the_host = host;
  host->log(host, HAAT_LOG_INFO, host->settings);
  return &provider;
}
static const haat_descriptor descriptor = {"org.example.c", "C", "Example", "1.0.0", ""};
HAAT_EXPORT const haat_entry haat_provider_entry = {HAAT_PROVIDER_ABI, &descriptor, create};
