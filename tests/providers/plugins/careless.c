#include "sdk/provider/provider.h"

/* What the settings of faulty.cpp cannot change: a descriptor without a name, an id that is
 * nobody's, a second symbol, and settings that are refused without a word. */

HAAT_EXPORT int left_over_from_debugging = 1;

static haat_status init(const haat_provider* provider) {
  (void)provider;
  return HAAT_FAULT_SETTINGS;
}
static void destroy(const haat_provider* provider) {
  (void)provider;
}
static const void* get_interface(const haat_provider* provider, const char* id) {
  (void)provider;
  (void)id;
  return NULL;
}

static const haat_provider the_only_one = {NULL, init, destroy, get_interface};
static const haat_provider* create(const haat_host* host) {
  (void)host;
  return &the_only_one;
}

static const haat_descriptor descriptor = {"careless", NULL, "Example", "1.0.0", ""};

const haat_entry haat_provider_entry = {HAAT_PROVIDER_ABI, &descriptor, create};
