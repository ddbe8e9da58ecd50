#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "sdk/provider/provider.h"

// A provider that keeps the whole contract, but for the fault that its settings name: without one
// it passes the conformance kit, with one it fails the test that looks for it.
namespace {

// What outlives a provider, as faults do.
int lives = 0;
int calls = 0;
std::set<std::string> used_cursors;
const char* kept_cursor = nullptr;
volatile char* sink_of_leaks = nullptr;

struct Faulty {
  haat_provider c{};
  const haat_host* host = nullptr;
  std::string fault;
  std::string catalogue_is;  // "", "empty" or "huge"
  int life = 0;
  bool started = false;
  bool stopped = false;
  haat_catalogue catalogue{}, other_catalogue{};
  haat_content content{};
  haat_launch launch{};
  haat_delta delta{};
  haat_completions completions{};
  haat_records records{};
  haat_health health{};
  haat_certificates certificates{};

  bool has(const char* name) const { return fault == name; }
  int pages() const { return catalogue_is == "empty" ? 0 : catalogue_is == "huge" ? 12 : 3; }
  int page_size() const { return catalogue_is == "huge" ? 1000 : 3; }
};

Faulty& of(const haat_provider* provider) {
  return *static_cast<Faulty*>(provider->provider_data);
}

haat_status refuse(const Faulty& self, haat_status status, const char* why) {
  if (!self.has("silent")) self.host->explain(self.host, why);
  return status;
}

void leak() {
  sink_of_leaks = static_cast<char*>(std::malloc(1000));
  sink_of_leaks[0] = 1;
}

[[noreturn]] void crash() {
  std::abort();
}

bool is_utf8(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(i);
    const std::size_t size = first < 0x80                     ? 1
                             : first >= 0xc2 && first < 0xe0  ? 2
                             : first >= 0xe0 && first < 0xf0  ? 3
                             : first >= 0xf0 && first <= 0xf4 ? 4
                                                              : 0;
    if (size == 0 || i + size > text.size()) return false;
    for (std::size_t at = i + 1; at < i + size; ++at)
      if ((byte(at) & 0xc0) != 0x80) return false;
    if (first == 0xe0 && byte(i + 1) < 0xa0) return false;
    if (first == 0xed && byte(i + 1) > 0x9f) return false;  // surrogates
    if (first == 0xf0 && byte(i + 1) < 0x90) return false;
    if (first == 0xf4 && byte(i + 1) > 0x8f) return false;
    i += size;
  }
  return true;
}

// What provider.h promises of what a host hands over. A provider may rely on it.
std::string promised(const char* text, std::size_t limit = HAAT_MAX_ID_BYTES) {
  const std::string given = text;
  if (given.size() > limit || !is_utf8(given)) crash();
  return given;
}

struct Told {
  std::string id, title, language = "hi", duration = "PT1H30M";
  bool package = false;
};

std::vector<Told> page_of(const Faulty& self, int number) {
  std::vector<Told> page;
  if (number >= self.pages()) return page;
  for (int i = 0; i < self.page_size(); ++i)
    page.push_back({"course-" + std::to_string((self.page_size() == 3 ? 10 : 1000) * number + i),
                    "पाठ " + std::to_string(i)});
  for (int i = 0; self.has("long-page") && i < 2000; ++i)
    page.push_back({"more-" + std::to_string(2000 * number + i), "पाठ"});
  page[0].package = number == 0;
  if (self.has("long-title")) page[1].title.assign(HAAT_MAX_FIELD_BYTES + 1, 'x');
  if (self.has("control-id")) page[1].id = "a\nb";
  if (self.has("same-id")) page[1].id = page[0].id;
  if (self.has("no-title")) page[1].title.clear();
  if (self.has("mojibake")) page[1].title = "\xc3\xa0\xc2\xa4\xc2\xaa";
  if (self.has("language")) page[1].language = "Hindi (India)";
  if (self.has("duration")) page[1].duration = "90 minutes";
  if (self.has("other-each-time")) page[1].title += std::to_string(++calls);
  if (self.has("spoilt-by-stop") && self.stopped) page.pop_back();
  return page;
}

std::string cursor_of(const Faulty& self, int number) {
  std::string cursor = "p" + std::to_string(number);
  if (self.has("cursor-of-one-life")) cursor += "." + std::to_string(self.life);
  if (self.has("endless") && number == 2) cursor = "p1";
  return cursor;
}

// -1: none of ours
int number_of(const Faulty& self, const std::string& cursor) {
  if (cursor.empty()) return 0;
  for (int number = 1; number < self.pages(); ++number)
    if (cursor == cursor_of(self, number)) return number;
  return self.has("any-cursor") ? 0 : -1;
}

haat_status add(const Faulty& self, const haat_page_sink* sink, const Told& told) {
  const haat_course course{told.id.c_str(),
                           told.title.empty() ? nullptr : told.title.c_str(),
                           nullptr,
                           told.language.c_str(),
                           told.duration.c_str(),
                           "1.0.0",
                           "CC-BY-4.0",
                           told.package || self.has("no-content") ? 1 : 0};
  haat_status status = HAAT_OK;
  if (self.has("other-thread"))
    std::thread([&] { status = sink->add(sink, &course); }).join();
  else
    status = sink->add(sink, &course);
  return status;
}

haat_status list(const haat_provider* provider, const char* cursor, const haat_page_sink* sink) {
  Faulty& self = of(provider);
  if (self.has("list-fails"))
    return refuse(self, HAAT_FAULT_SYSTEM, "the catalogue is being moved");
  if (self.has("tells-cursors")) self.host->log(self.host, HAAT_LOG_INFO, cursor);
  if (self.has("empty-fails") && self.pages() == 0)
    return refuse(self, HAAT_NOT_FOUND, "there are no courses");
  if (self.has("crash-on-format") && std::strchr(cursor, '%') != nullptr) crash();
  if (self.has("leak-by-listing")) leak();
  if (self.has("open-files") && ::dup(STDERR_FILENO) < 0) crash();
  if (self.has("unchecked-memory")) {
    sink_of_leaks = static_cast<char*>(std::malloc(64u << 20));
    sink_of_leaks[0] = 1;
    std::free(const_cast<char*>(sink_of_leaks));
  }
  if (self.has("keeps-cursor")) {
    if (kept_cursor != nullptr && kept_cursor[0] == '\x01') return HAAT_OK;
    kept_cursor = cursor;
  }
  if (self.has("cursor-once") && *cursor != '\0' && !used_cursors.insert(cursor).second)
    return refuse(self, HAAT_NOT_FOUND, "this page was given out already");
  const int number = number_of(self, promised(cursor));
  if (number < 0) return refuse(self, HAAT_NOT_FOUND, "there is no such page");
  for (int i = 0; self.has("huge-stays") && i < self.page_size(); ++i) leak();
  for (const Told& told : page_of(self, number))
    if (const haat_status status = add(self, sink, told); status != HAAT_OK) {
      self.stopped = true;
      if (!self.has("ignores-stop")) return status;
    }
  if (number + 1 >= self.pages()) return HAAT_OK;
  const std::string next = cursor_of(self, number + 1);
  if (self.has("next-twice")) sink->next(sink, next.c_str());
  const haat_status status = sink->next(sink, next.c_str());
  return self.has("ignores-stop-at-next") ? HAAT_OK : status;
}

haat_status write(const Faulty& self, const haat_byte_sink* sink, const std::string& piece) {
  haat_status status = HAAT_OK;
  if (self.has("fetch-on-other-thread"))
    std::thread([&] { status = sink->write(sink, piece.data(), piece.size()); }).join();
  else
    status = sink->write(sink, piece.data(), piece.size());
  return status;
}

haat_status fetch(const haat_provider* provider, const char* id, const haat_byte_sink* sink) {
  Faulty& self = of(provider);
  if (self.has("fetch-crashes-on-format") && std::strchr(id, '%') != nullptr) crash();
  if (self.has("leak-by-fetching")) leak();
  promised(id);
  const bool listed = std::strncmp(id, "course-", 7) == 0;
  const bool there = std::strcmp(id, "course-0") == 0 || (self.has("package-for-all") && listed) ||
                     (self.has("package-for-any") && !listed);
  if (!there) return refuse(self, HAAT_NOT_FOUND, "there is no such package");
  if (self.has("fetch-fails")) return refuse(self, HAAT_FAULT_SYSTEM, "the disk is elsewhere");
  std::string piece = self.has("no-zip") ? "hello" : "PK\x03\x04";
  if (self.has("other-bytes")) piece += std::to_string(++calls);
  if (self.has("fetch-spoilt-by-stop") && self.stopped) piece += "!";
  for (int i = 0; i < 4; ++i) {
    const haat_status status = write(self, sink, piece);
    if (status == HAAT_OK) continue;
    self.stopped = true;
    if (!self.has("fetch-ignores-stop")) return status;
  }
  return HAAT_OK;
}

haat_status tell_address(const haat_provider* provider, const char* id,
                         const haat_launch_sink* sink) {
  const Faulty& self = of(provider);
  if (self.has("launch-crashes-on-format") && std::strchr(id, '%') != nullptr) crash();
  promised(id);
  const bool there = std::strcmp(id, "course-1") == 0 || self.has("launch-of-any");
  if (!there) return refuse(self, HAAT_NOT_FOUND, "there is no such course, or it is not launched");
  std::string address = "https://lms.example.org/course/1?from=haat";
  if (self.has("launch-by-http")) address.erase(4, 1);
  if (self.has("launch-of-a-user")) address.insert(8, "asha:s3cret@");
  if (self.has("launch-too-long")) address.append(HAAT_MAX_LAUNCH_BYTES, 'x');
  if (self.has("launch-with-line-break")) address += "\r\nX-Evil: 1";
  if (self.has("launch-without-host")) address = "https:///course/1";
  if (self.has("launch-silent")) return HAAT_OK;
  if (self.has("launch-twice")) sink->tell(sink, address.c_str());
  return sink->tell(sink, address.c_str());
}

std::string of_life(const Faulty& self, const char* cursor) {
  return self.has("delta-of-one-life") ? cursor + std::to_string(self.life) : cursor;
}

// All that the catalogue had before it was empty.
haat_status take_back(const Faulty& self, const haat_delta_sink* sink) {
  if (self.has("delta-forgets-what-is-gone")) return HAAT_OK;
  for (int i = 0; i < 9; ++i) {
    const std::string id = "course-" + std::to_string(i / 3 * 10 + i % 3);
    const haat_status status = sink->gone(sink, id.c_str());
    if (status != HAAT_OK) return status;
  }
  return HAAT_OK;
}

// From the beginning three pages, as many as the catalogue has; then nothing changes any more.
haat_status changes(const haat_provider* provider, const char* cursor,
                    const haat_delta_sink* sink) {
  Faulty& self = of(provider);
  const std::string names[] = {"", "d1", "d2", of_life(self, "end")};
  if (self.has("delta-crashes-on-format") && std::strchr(cursor, '%') != nullptr) crash();
  if (self.has("leak-by-telling")) leak();
  promised(cursor);
  if (self.pages() == 0 && *cursor != '\0' && std::strcmp(cursor, "none") != 0)
    if (const haat_status status = take_back(self, sink); status != HAAT_OK) return status;
  if (self.pages() == 0) return sink->next(sink, "none", 0);
  int number = -1;
  for (int i = 0; i < 4; ++i)
    if (names[i] == cursor) number = i;
  if (number < 0 && self.has("delta-any-cursor")) number = 0;
  if (number < 0) return refuse(self, HAAT_NOT_FOUND, "there is no such cursor");
  if (number == 3 && self.has("delta-again")) number = 2;
  if (number < 3)
    for (const Told& told : page_of(self, number)) {
      if (self.has("delta-lacks-one") && told.id == "course-21") continue;
      // Twice does no harm, and neither does one that went and came back.
      if (told.id == "course-11")
        if (const haat_status status = sink->gone(sink, told.id.c_str()); status != HAAT_OK)
          return status;
      const haat_course course{told.id.c_str(),       told.title.c_str(),    nullptr,
                               told.language.c_str(), told.duration.c_str(), "1.0.0",
                               "CC-BY-4.0",           told.package ? 1 : 0};
      const haat_status status = sink->changed(sink, &course);
      if (status != HAAT_OK && !self.has("delta-ignores-stop")) return status;
    }
  if (self.has("delta-without-next")) return HAAT_OK;
  return sink->next(sink, names[number < 3 ? number + 1 : 3].c_str(), number < 2 ? 1 : 0);
}

haat_status complete(const haat_provider* provider, const char* cursor,
                     const haat_completion_sink* sink) {
  Faulty& self = of(provider);
  if (self.has("completions-crash-on-format") && std::strchr(cursor, '%') != nullptr) crash();
  promised(cursor);
  const bool first = *cursor == '\0', second = std::strcmp(cursor, "c1") == 0;
  if (!first && !second && std::strcmp(cursor, "end") != 0 && !self.has("completions-any-cursor"))
    return refuse(self, HAAT_NOT_FOUND, "there is no such cursor");
  const double score = self.has("score-in-percent") ? 87 : 0.87, hours = 1.5;
  for (int i = 0; i < 2 && (first || second); ++i) {
    const std::string learner = "l" + std::to_string(self.has("other-learners") ? ++calls : i);
    const haat_completion one{learner.c_str(),
                              first ? "course-0" : "course-1",
                              "2026-11-20T09:00:00+05:30",
                              "2026-11-20T10:30:00+05:30",
                              i == 0 ? &score : nullptr,
                              &hours,
                              i == 0 ? "cert-1" : nullptr};
    const haat_status status = sink->add(sink, &one);
    if (status != HAAT_OK && !self.has("completions-ignore-stop")) return status;
  }
  if (self.has("completions-endless")) return sink->next(sink, "c1", 1);
  return sink->next(sink, first ? "c1" : "end", first ? 1 : 0);
}

haat_status list_records(const haat_provider* provider, const char* cursor,
                         const haat_record_sink* sink) {
  Faulty& self = of(provider);
  if (self.has("records-crash-on-format") && std::strchr(cursor, '%') != nullptr) crash();
  promised(cursor);
  const bool first = *cursor == '\0';
  if (!first && std::strcmp(cursor, "r1") != 0 && !self.has("records-any-cursor"))
    return refuse(self, HAAT_NOT_FOUND, "there is no such page");
  for (int i = 0; i < 2; ++i) {
    std::string json = "{\"id\":\"course-" + std::to_string(first ? i : 10 + i) + "\"}";
    if (self.has("records-of-text")) json = "course-0";
    if (self.has("record-too-large") && first && i == 0) json.append(HAAT_MAX_RECORD_BYTES, ' ');
    if (self.has("record-no-utf-8") && first && i == 0) json[2] = '\xff';
    if (self.has("other-records")) json.insert(1, "\"call\":" + std::to_string(++calls) + ",");
    const haat_record record{json.c_str(), first && i == 0 ? 1 : 0};
    const haat_status status = sink->add(sink, &record);
    if (status != HAAT_OK && !self.has("records-ignore-stop")) return status;
  }
  return first || self.has("records-endless") ? sink->next(sink, "r1") : HAAT_OK;
}

haat_status check(const haat_provider* provider, const haat_health_sink* sink) {
  if (of(provider).has("health-silent")) return HAAT_OK;
  if (of(provider).has("health-refused"))
    return refuse(of(provider), HAAT_FAULT_SETTINGS, "the partner takes the token no more");
  while (of(provider).has("health-hangs")) std::this_thread::sleep_for(std::chrono::hours(1));
  return sink->tell(sink, HAAT_HEALTH_DEGRADED, "the library is being moved, and slow");
}

haat_status verify(const haat_provider* provider, const char* certificate,
                   const haat_certificate_sink* sink) {
  const Faulty& self = of(provider);
  if (self.has("certificate-silent")) return HAAT_OK;
  promised(certificate, HAAT_MAX_TEXT_BYTES);
  const bool known = std::strcmp(certificate, "cert-1") == 0 && !self.has("certificate-forgotten");
  if (!known && !self.has("any-certificate"))
    return sink->tell(sink, HAAT_CERTIFICATE_UNKNOWN, "there is no such certificate");
  const haat_status status = sink->tell(sink, HAAT_CERTIFICATE_VALID, "it was given by us");
  return status == HAAT_OK ? sink->fact(sink, "course", "पाठ 0") : status;
}

const char* schema_of(const Faulty& self) {
  if (self.has("schema-broken")) return "{";
  if (self.has("schema-refuses")) return R"({"required": ["nobody-has-it"]})";
  if (self.has("schema-silent")) return R"({"properties": {"fault": {"type": "string"}}})";
  if (self.has("schema-shows-secret"))
    return R"({"properties": {"api_token": {"type": "string", "title": "Token"}}})";
  return R"({"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": {"fault": {"type": "string", "title": "Fault"},
                            "catalogue": {"enum": ["empty", "huge"], "title": "Catalogue"},
                            "api_token": {"type": "string", "title": "Token", "writeOnly": true}}})";
}

haat_status init(const haat_provider* provider) {
  Faulty& self = of(provider);
  self.started = true;
  if (self.has("init-fails")) return refuse(self, HAAT_FAULT_SETTINGS, "the settings are wrong");
  if (self.has("one-life") && self.life > 1)
    return refuse(self, HAAT_FAULT_PLUGIN, "it was there already");
  if (self.has("thread-stays"))
    std::thread([] { std::this_thread::sleep_for(std::chrono::hours{1}); }).detach();
  return HAAT_OK;
}

void destroy(const haat_provider* provider) {
  const Faulty& self = of(provider);
  if (self.has("destroy-needs-init") && !self.started) crash();
  if (self.has("leak-by-starting")) leak();
  delete &self;
}

const void* get_interface(const haat_provider* provider, const char* id) {
  Faulty& self = of(provider);
  if (std::strcmp(id, HAAT_INTERFACE_CATALOGUE) == 0) {
    if (self.has("no-catalogue")) return nullptr;
    return self.has("moving-interface") && ++calls % 2 == 0 ? &self.other_catalogue
                                                            : &self.catalogue;
  }
  if (std::strcmp(id, HAAT_INTERFACE_CONTENT) == 0)
    return self.has("no-content") ? nullptr : &self.content;
  if (std::strcmp(id, HAAT_INTERFACE_LAUNCH) == 0) return &self.launch;
  if (std::strcmp(id, HAAT_INTERFACE_DELTA) == 0) return &self.delta;
  if (std::strcmp(id, HAAT_INTERFACE_COMPLETIONS) == 0) return &self.completions;
  if (std::strcmp(id, HAAT_INTERFACE_RECORDS) == 0) return &self.records;
  if (std::strcmp(id, HAAT_INTERFACE_HEALTH) == 0) return &self.health;
  if (std::strcmp(id, HAAT_INTERFACE_CERTIFICATES) == 0) return &self.certificates;
  return self.has("any-interface") ? &self.catalogue : nullptr;
}

// {"fault":"...","catalogue":"..."}: no more of JSON is needed here
std::string setting(const std::string& settings, const std::string& name) {
  const std::string begin = "\"" + name + "\":\"";
  const auto found = settings.find(begin);
  if (found == std::string::npos) return {};
  const auto at = found + begin.size();
  return settings.substr(at, settings.find('"', at) - at);
}

const haat_provider* create(const haat_host* host) {
  auto* const self = new Faulty;
  self->host = host;
  self->life = ++lives;
  self->fault = setting(host->settings, "fault");
  self->catalogue_is = setting(host->settings, "catalogue");
  self->catalogue.list = self->other_catalogue.list = list;
  self->content.fetch = fetch;
  self->launch.address = tell_address;
  self->delta.changes = changes;
  self->completions.list = complete;
  self->records.list = list_records;
  self->health.check = check;
  self->certificates.verify = verify;
  self->c = {self, init, destroy, get_interface};
  if (const void* ability = host->get_interface(host, HAAT_INTERFACE_SETTINGS); ability != nullptr)
    static_cast<const haat_settings*>(ability)->declare(host, schema_of(*self));
  if (self->has("slow-create")) std::this_thread::sleep_for(std::chrono::milliseconds{700});
  if (!self->has("no-provider")) return &self->c;
  delete self;
  return nullptr;
}

const haat_descriptor descriptor{"org.example.faulty", "Faulty", "Example", "1.0.0",
                                 "One fault at a time"};

}  // namespace

extern "C" {
HAAT_EXPORT extern const haat_entry haat_provider_entry;
const haat_entry haat_provider_entry{HAAT_PROVIDER_ABI, &descriptor, create};
}
