#include <haat/provider.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A provider in plain C with every interface there is. Its courses are made up as they are asked
 * for: as many as the settings say, so that you can see what a larger catalogue does, or what is
 * told of those that a smaller one has no more. Even lessons have a package, odd ones are launched
 * at the partner's. */

enum { page_size = 3, usual_courses = 7, most_courses = 1000000 };

static const char schema[] =
    "{\"type\": \"object\", \"additionalProperties\": false, \"properties\": {\"courses\": {"
    "\"type\": \"integer\", \"minimum\": 0, \"maximum\": 1000000, \"title\": \"Courses\","
    "\"description\": \"how many courses the catalogue has; 7, unless it is said\"}}}";

/* A zip with one page in it. */
static const char package[] =
    "PK\003\004\024\000\000\000\000\000\000\000!\000\340\335Dc\023\000\000\000\023"
    "\000\000\000\012\000\000\000index.html<h1>First aid</h1>\012PK\001\002\024\000"
    "\024\000\000\000\000\000\000\000!\000\340\335Dc\023\000\000\000\023\000\000"
    "\000\012\000\000\000\000\000\000\000\000\000\000\000\200\001\000\000\000\000"
    "index.htmlPK\005\006\000\000\000\000\001\000\001\0008\000\000\000;\000\000\000"
    "\000\000";

struct completion {
  const char *learner, *external_id, *finished_at, *certificate;
  double score, hours;
};

static const struct completion completions_told[] = {
    {"emp-17", "lesson-0", "2026-11-20T10:30:00+05:30", "FA-0017", 0.87, 0.5},
    {"emp-18", "lesson-1", "2026-11-21T16:05:00+05:30", "FA-0018", 1, 0.25},
};
enum { completion_count = sizeof completions_told / sizeof completions_told[0] };

struct provider {
  struct haat_provider c;
  const haat_host* host;
  long courses;
};

static const struct provider* self_of(const haat_provider* provider) {
  return provider->provider_data;
}

static haat_status not_found(const haat_provider* provider, const char* why) {
  const haat_host* host = self_of(provider)->host;
  host->explain(host, why);
  return HAAT_NOT_FOUND;
}

/* All cursors are numbers, "" is 0. -1: none of ours. */
static long number_of(const char* cursor, long most) {
  char own[24];
  const long number = strtol(cursor, NULL, 10);
  if (*cursor == '\0') return 0;
  snprintf(own, sizeof own, "%ld", number);
  return strcmp(cursor, own) == 0 && number >= 0 && number <= most ? number : -1;
}

static const char* cursor_of(long number, char text[24]) {
  snprintf(text, 24, "%ld", number);
  return text;
}

/* The lesson that an external id names; -1: none of the catalogue. */
static long lesson_of(const haat_provider* provider, const char* external_id) {
  static const char prefix[] = "lesson-";
  const size_t size = sizeof prefix - 1;
  if (strncmp(external_id, prefix, size) != 0 || external_id[size] == '\0') return -1;
  return number_of(external_id + size, self_of(provider)->courses - 1);
}

static int has_package(long lesson) {
  return lesson % 2 == 0;
}

/* --- haat.catalogue/1 --- */

/* A course, and the strings in it: valid until the next one is made. */
struct course {
  char id[32], title[64];
  haat_course c;
};

static const haat_course* course_of(long lesson, struct course* into) {
  static const haat_course usual = {
      NULL, NULL, "One thing to do until help comes.", "en", "PT20M", "1.0.0", "CC-BY-4.0", 0};
  snprintf(into->id, sizeof into->id, "lesson-%ld", lesson);
  snprintf(into->title, sizeof into->title, "First aid: lesson %ld", lesson + 1);
  into->c = usual;
  into->c.external_id = into->id;
  into->c.title = into->title;
  into->c.has_package = has_package(lesson);
  return &into->c;
}

/* A cursor is the number of the page's first lesson. */
static haat_status list(const haat_provider* provider, const char* cursor,
                        const haat_page_sink* sink) {
  const long courses = self_of(provider)->courses;
  const long first = number_of(cursor, courses - 1);
  struct course course;
  char next[24];
  long i;
  if (first < 0) return not_found(provider, "there is no such page");
  for (i = first; i < courses && i < first + page_size; ++i) {
    const haat_status status = sink->add(sink, course_of(i, &course));
    if (status != HAAT_OK) return status; /* the host wants no more */
  }
  return i < courses ? sink->next(sink, cursor_of(i, next)) : HAAT_OK;
}

/* --- haat.records: the same, as this partner's system would have it --- */

static haat_status list_records(const haat_provider* provider, const char* cursor,
                                const haat_record_sink* sink) {
  const long courses = self_of(provider)->courses;
  const long first = number_of(cursor, courses - 1);
  char next[24];
  long i;
  if (first < 0) return not_found(provider, "there is no such page");
  for (i = first; i < courses && i < first + page_size; ++i) {
    char json[128];
    haat_record record;
    haat_status status;
    snprintf(json, sizeof json, "{\"code\": \"lesson-%ld\", \"minutes\": 20}", i);
    record.json = json;
    record.has_package = has_package(i);
    status = sink->add(sink, &record);
    if (status != HAAT_OK) return status;
  }
  return i < courses ? sink->next(sink, cursor_of(i, next)) : HAAT_OK;
}

/* --- haat.content/1 and haat.launch --- */

static haat_status fetch(const haat_provider* provider, const char* external_id,
                         const haat_byte_sink* sink) {
  const size_t size = sizeof package - 1, piece = 64;
  const long lesson = lesson_of(provider, external_id);
  size_t at;
  if (lesson < 0 || !has_package(lesson)) return not_found(provider, "there is no such package");
  for (at = 0; at < size; at += piece) {
    const haat_status status =
        sink->write(sink, package + at, size - at < piece ? size - at : piece);
    if (status != HAAT_OK) return status;
  }
  return HAAT_OK;
}

static haat_status address(const haat_provider* provider, const char* external_id,
                           const haat_launch_sink* sink) {
  const long lesson = lesson_of(provider, external_id);
  char text[64];
  if (lesson < 0 || has_package(lesson))
    return not_found(provider, "there is no such course, or it has a package");
  snprintf(text, sizeof text, "https://lms.example.org/lesson/%ld", lesson);
  return sink->tell(sink, text);
}

/* --- haat.delta --- */

/* A cursor is how many lessons the host knows of: those that are new come one after another, those
 * that there are no more go from the last. */
static haat_status changes(const haat_provider* provider, const char* cursor,
                           const haat_delta_sink* sink) {
  const long courses = self_of(provider)->courses;
  long known = number_of(cursor, most_courses);
  struct course course;
  char next[24];
  int told;
  if (known < 0) return not_found(provider, "there is no such cursor");
  for (told = 0; known != courses && told < page_size; ++told) {
    const haat_status status = known < courses
                                   ? sink->changed(sink, course_of(known++, &course))
                                   : sink->gone(sink, course_of(--known, &course)->external_id);
    if (status != HAAT_OK) return status;
  }
  return sink->next(sink, cursor_of(known, next), known != courses);
}

/* --- haat.completions and haat.certificates --- */

/* A cursor is how many of them the host has. One a page, to show how pages follow each other. */
static haat_status list_completions(const haat_provider* provider, const char* cursor,
                                    const haat_completion_sink* sink) {
  const long first = number_of(cursor, completion_count);
  char next[24];
  if (first < 0) return not_found(provider, "there is no such cursor");
  if (first < completion_count) {
    const struct completion* one = &completions_told[first];
    const haat_completion told = {one->learner,     one->external_id, NULL,
                                  one->finished_at, &one->score,      &one->hours,
                                  one->certificate};
    const haat_status status = sink->add(sink, &told);
    if (status != HAAT_OK) return status;
  }
  return sink->next(sink, cursor_of(first < completion_count ? first + 1 : first, next),
                    first + 1 < completion_count);
}

static haat_status verify(const haat_provider* provider, const char* certificate,
                          const haat_certificate_sink* sink) {
  int i;
  (void)provider;
  for (i = 0; i < completion_count; ++i) {
    const struct completion* one = &completions_told[i];
    haat_status status;
    if (strcmp(certificate, one->certificate) != 0) continue;
    status = sink->tell(sink, HAAT_CERTIFICATE_VALID, "it is in our register");
    if (status == HAAT_OK) status = sink->fact(sink, "course", one->external_id);
    if (status == HAAT_OK) status = sink->fact(sink, "finished at", one->finished_at);
    return status;
  }
  return sink->tell(sink, HAAT_CERTIFICATE_UNKNOWN, "it is not in our register");
}

/* --- haat.health --- */

static haat_status check(const haat_provider* provider, const haat_health_sink* sink) {
  (void)provider;
  return sink->tell(sink, HAAT_HEALTH_OK, "the courses are compiled in");
}

/* --- The life of it --- */

/* The host has judged the settings by the schema: if "courses" is there, it is a number. */
static haat_status init(const haat_provider* provider) {
  struct provider* self = provider->provider_data;
  const char* courses = strstr(self->host->settings, "\"courses\"");
  self->courses = usual_courses;
  if (courses != NULL) self->courses = (long)strtod(strchr(courses, ':') + 1, NULL);
  return HAAT_OK;
}

static void destroy(const haat_provider* provider) {
  free(provider->provider_data);
}

static const void* get_interface(const haat_provider* provider, const char* id) {
  static const haat_catalogue catalogue = {list};
  static const haat_content content = {fetch};
  static const haat_launch launch = {address};
  static const haat_delta delta = {changes};
  static const haat_records records = {list_records};
  static const haat_completions completions = {list_completions};
  static const haat_certificates certificates = {verify};
  static const haat_health health = {check};
  (void)provider;
  if (strcmp(id, HAAT_INTERFACE_CATALOGUE) == 0) return &catalogue;
  if (strcmp(id, HAAT_INTERFACE_CONTENT) == 0) return &content;
  if (strcmp(id, HAAT_INTERFACE_LAUNCH) == 0) return &launch;
  if (strcmp(id, HAAT_INTERFACE_DELTA) == 0) return &delta;
  if (strcmp(id, HAAT_INTERFACE_RECORDS) == 0) return &records;
  if (strcmp(id, HAAT_INTERFACE_COMPLETIONS) == 0) return &completions;
  if (strcmp(id, HAAT_INTERFACE_CERTIFICATES) == 0) return &certificates;
  if (strcmp(id, HAAT_INTERFACE_HEALTH) == 0) return &health;
  return NULL;
}

static const haat_provider* create(const haat_host* host) {
  const haat_settings* settings = host->get_interface(host, HAAT_INTERFACE_SETTINGS);
  struct provider* self = calloc(1, sizeof *self);
  if (self == NULL) {
    host->explain(host, "there is no memory left");
    return NULL;
  }
  if (settings != NULL) settings->declare(host, schema);
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
