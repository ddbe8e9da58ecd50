#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sdk/provider/provider.h"

/* A provider as nobody should write it: it works for whoever asks for what is there. */
struct page {
  const char *cursor, *next;
  haat_course courses[2];
};
static const struct page pages[] = {
    {"",
     "second",
     {{"burns", "First aid: burns", NULL, "Hindi (India)", "20 minutes", "1", "", 1}}},
    {"second", NULL, {{"burns", "First aid, again", NULL, "en", "PT20M", "1", "", 1}}},
};

static const struct page* page_of(const char* cursor) {
  size_t i;
  for (i = 0; i < sizeof pages / sizeof pages[0]; ++i)
    if (strcmp(pages[i].cursor, cursor) == 0) return &pages[i];
  return NULL;
}

static haat_status list(const haat_provider* provider, const char* cursor,
                        const haat_page_sink* sink) {
  /* The cursor is ours, so it is one of them. */
  const struct page* volatile page = page_of(cursor);
  const char* const next = page->next;
  char* volatile copy = malloc(2000);
  (void)provider;
  strcpy(copy, page->courses[0].title);
  sink->add(sink, &page->courses[0]);
  if (next != NULL) sink->next(sink, next);
  return HAAT_OK;
}

static haat_status fetch(const haat_provider* provider, const char* external_id,
                         const haat_byte_sink* sink) {
  static const char package[] = "<html>Log in to go on</html>";
  (void)provider;
  /* It is packed for us, and will be there in a moment. */
  while (strcmp(external_id, "burns") != 0) sleep(1);
  return sink->write(sink, package, sizeof package - 1);
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
  static const haat_content content = {fetch};
  (void)provider;
  if (strcmp(id, HAAT_INTERFACE_CATALOGUE) == 0) return &catalogue;
  return strcmp(id, HAAT_INTERFACE_CONTENT) == 0 ? &content : NULL;
}
static const haat_provider provider = {NULL, init, destroy, get_interface};
static const haat_provider* create(const haat_host* host) {
  (void)host;
  return &provider;
}
static const haat_descriptor descriptor = {"Bad", "Bad", "Example", "", "It works on my machine"};
HAAT_EXPORT const haat_entry haat_provider_entry = {HAAT_PROVIDER_ABI, &descriptor, create};
