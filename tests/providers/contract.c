#include "sdk/provider/provider.h"

/* A provider in C, as far as the compiler is concerned. */
static haat_status list(const haat_provider* provider, const char* cursor,
                        const haat_page_sink* sink) {
  const haat_course course = {"1", "One", NULL, NULL, NULL, NULL, NULL, 0};
  (void)provider;
  (void)cursor;
  return sink->add(sink, &course);
}
static haat_status init(const haat_provider* provider) {
  (void)provider;
  return HAAT_OK;
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
  host->log(host, HAAT_LOG_INFO, host->settings);
  return &provider;
}
static const haat_descriptor descriptor = {"org.example.c", "C", "Example", "1.0.0", ""};
HAAT_EXPORT const haat_entry haat_provider_entry = {HAAT_PROVIDER_ABI, &descriptor, create};
