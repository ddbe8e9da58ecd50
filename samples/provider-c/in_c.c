#include <haat/provider.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A provider in plain C: a catalogue of two pages, without packages. It tells how it fares, and
 * what changed: nothing ever does, so there is the beginning, and the end. */

struct course {
  const char *id, *title, *language;
};

static const struct course courses[] = {
    {"first-aid-burns", "First aid: burns", "en"},
    {"first-aid-burns-hi", "प्राथमिक उपचार: जलना", "hi"},
    {"first-aid-cuts", "First aid: cuts", "en"},
};
enum { course_count = sizeof courses / sizeof courses[0], page_size = 2 };

struct provider {
  struct haat_provider c;
  const haat_host* host;
};

static haat_status init(const haat_provider* provider) {
  (void)provider; /* nothing is to be opened, and no setting is needed */
  return HAAT_OK;
}

static void destroy(const haat_provider* provider) {
  free(provider->provider_data);
}

static haat_course course_of(const struct course* one) {
  haat_course course = {0};
  course.external_id = one->id;
  course.title = one->title;
  course.language = one->language;
  course.duration = "PT20M";
  course.version = "1.0.0";
  course.licence = "CC-BY-4.0";
  return course;
}

/* A cursor is the number of the page's first course. */
static int first_of(const char* cursor) {
  int first;
  if (*cursor == '\0') return 0;
  for (first = page_size; first < course_count; first += page_size) {
    char own[16];
    snprintf(own, sizeof own, "%d", first);
    if (strcmp(cursor, own) == 0) return first;
  }
  return -1;
}

static haat_status list(const haat_provider* provider, const char* cursor,
                        const haat_page_sink* sink) {
  const struct provider* self = provider->provider_data;
  const int first = first_of(cursor);
  int i;
  if (first < 0) {
    self->host->explain(self->host, "there is no such page");
    return HAAT_NOT_FOUND;
  }
  for (i = first; i < course_count && i < first + page_size; ++i) {
    const haat_course course = course_of(&courses[i]);
    const haat_status status = sink->add(sink, &course);
    if (status != HAAT_OK) return status; /* the host wants no more */
  }
  if (i < course_count) {
    char next[16];
    snprintf(next, sizeof next, "%d", i);
    return sink->next(sink, next);
  }
  return HAAT_OK;
}

static haat_status changes(const haat_provider* provider, const char* cursor,
                           const haat_delta_sink* sink) {
  const struct provider* self = provider->provider_data;
  const int from_the_beginning = *cursor == '\0';
  int i;
  if (!from_the_beginning && strcmp(cursor, "end") != 0) {
    self->host->explain(self->host, "there is no such cursor");
    return HAAT_NOT_FOUND;
  }
  for (i = 0; from_the_beginning && i < course_count; ++i) {
    const haat_course course = course_of(&courses[i]);
    const haat_status status = sink->changed(sink, &course);
    if (status != HAAT_OK) return status;
  }
  return sink->next(sink, "end", 0);
}

static haat_status check(const haat_provider* provider, const haat_health_sink* sink) {
  (void)provider;
  return sink->tell(sink, HAAT_HEALTH_OK, "the courses are compiled in");
}

static const haat_catalogue catalogue = {list};
static const haat_delta delta = {changes};
static const haat_health health = {check};

static const void* get_interface(const haat_provider* provider, const char* id) {
  (void)provider;
  if (strcmp(id, HAAT_INTERFACE_CATALOGUE) == 0) return &catalogue;
  if (strcmp(id, HAAT_INTERFACE_DELTA) == 0) return &delta;
  if (strcmp(id, HAAT_INTERFACE_HEALTH) == 0) return &health;
  return NULL;
}

static const haat_provider* create(const haat_host* host) {
  struct provider* self = calloc(1, sizeof *self);
  if (self == NULL) {
    host->explain(host, "there is no memory left");
    return NULL;
  }
  self->host = host;
  self->c.provider_data = self;
  self->c.init = init;
  self->c.destroy = destroy;
  self->c.get_interface = get_interface;
  return &self->c;
}

static const haat_descriptor descriptor = {"org.example.in-c", "In C", "Example", "1.0.0",
                                           "A provider in plain C"};

const haat_entry haat_provider_entry = {HAAT_PROVIDER_ABI, &descriptor, create};
