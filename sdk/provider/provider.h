/* The contract between a Haat provider (a partner's plugin) and its host: a C ABI, so that a
 * provider can be written in anything that makes a shared library. In C++ use provider.hpp, where a
 * provider is one class.
 *
 * A provider is one shared library that exports one symbol, `haat_provider_entry`. The host loads
 * it into a process of its own, without network (haat.http asks the host for it), with the right to
 * read only the folders that the operator named for it.
 *
 * Strings are UTF-8 and end with a NUL. What one side hands to the other is copied before the call
 * returns, unless a comment says otherwise; so nobody frees what the other made.
 *
 * Threads: the host makes every call, from create to destroy, on one and the same thread, one after
 * another: [call]. So while a package is fetched nothing else is asked; who waits for ten seconds
 * is told so. Functions marked [any] may be called from any thread of the provider's own.
 *
 * Growth: this ABI number changes only if these structs do. What providers can do beyond it are
 * interfaces, asked for by an id with a revision; a published interface never changes, the next
 * revision is a new id beside it. An id with "draft" in place of its revision is on trial and may
 * be gone from the next host: build with its header, and do without it where it is NULL. */
#ifndef HAAT_PROVIDER_H
#define HAAT_PROVIDER_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define HAAT_PROVIDER_ABI 1u

#if defined(__GNUC__)
#define HAAT_EXPORT __attribute__((visibility("default")))
#else
#define HAAT_EXPORT
#endif

/* How a call ended, and whose fault it is if it did not go well. A provider that returns anything
 * but HAAT_OK says why with haat_host.explain before it returns. */
typedef int32_t haat_status;
enum {
  HAAT_OK = 0,
  HAAT_NOT_FOUND = 1,      /* there is no such course, or no such page any more */
  HAAT_STOPPED = 2,        /* the host said so in a callback: hand it through and return. It does
                            * so over a limit, and when nobody wants the answer any more */
  HAAT_FAULT_PLUGIN = 3,   /* a mistake of the provider's code */
  HAAT_FAULT_HOST = 4,     /* the host broke this contract */
  HAAT_FAULT_SETTINGS = 5, /* what the operator configured cannot work: trying again is in vain */
  HAAT_FAULT_SYSTEM = 6, /* the partner's system did not answer or refused: trying again may help */
  HAAT_FAULT_DATA = 7    /* the partner's system answered what makes no sense */
};

typedef int32_t haat_log_level;
enum {
  HAAT_LOG_DEBUG = 0,
  HAAT_LOG_INFO = 1,
  HAAT_LOG_WARNING = 2,
  HAAT_LOG_ERROR = 3,
  HAAT_LOG_HOST_MISBEHAVING = 4,
  HAAT_LOG_PLUGIN_MISBEHAVING = 5
};

/* What the host gives to a provider. It and all in it stay valid from create until destroy has
 * returned. */
typedef struct haat_host {
  uint32_t abi;         /* HAAT_PROVIDER_ABI of the host */
  void* host_data;      /* the host's own; not to be touched */
  const char* name;     /* "Haat" */
  const char* version;  /* of the host, for people */
  const char* settings; /* the operator's settings for this provider: a JSON object */

  /* A line for the operator's log. Lines are cut at HAAT_MAX_LOG_LINE, floods are thinned out.
   * Never fails. [any] */
  void (*log)(const struct haat_host* host, haat_log_level level, const char* line);

  /* Why the call that is running will not return HAAT_OK: one sentence for the operator, without a
   * full stop. The last one counts; a call that returns HAAT_OK after all takes it back. [call] */
  void (*explain)(const struct haat_host* host, const char* sentence);

  /* An ability of the host, such as haat.http, or NULL if it has none of that id. Valid until
   * destroy has returned. [call] */
  const void* (*get_interface)(const struct haat_host* host, const char* interface_id);
} haat_host;

/* Who the provider is. Everything is for people; `id` is in the manner of "org.example.folder".
 * None may be NULL. */
typedef struct haat_descriptor {
  const char* id;
  const char* name;
  const char* vendor;
  const char* version;
  const char* description;
} haat_descriptor;

/* A provider at work. Made by create, owned by itself: the host never frees it, it calls destroy.
 */
typedef struct haat_provider {
  void* provider_data; /* the provider's own */

  /* Once, before any other call: read the settings, open what is needed. Anything but HAAT_OK ends
   * this provider; destroy is called even so. After HAAT_FAULT_SETTINGS the host waits for the
   * operator, after others it tries again. [call] */
  haat_status (*init)(const struct haat_provider* provider);

  /* The last call: free everything, the provider too. Its threads have ended when it returns.
   * [call] */
  void (*destroy)(const struct haat_provider* provider);

  /* An interface of the provider by its id, or NULL if it has none of that id. The same answer
   * every time; it stays valid until destroy. Asked for after init. [call] */
  const void* (*get_interface)(const struct haat_provider* provider, const char* interface_id);
} haat_provider;

/* The one exported symbol:
 *   HAAT_EXPORT extern const haat_entry haat_provider_entry;
 * The host reads `abi` first, and nothing else of it if the number is not its own. */
typedef struct haat_entry {
  uint32_t abi;                      /* HAAT_PROVIDER_ABI that the provider was built with */
  const haat_descriptor* descriptor; /* valid as long as the library is loaded, which is for ever */

  /* A new provider, or NULL after explain. Nothing is to be done here that may take long: init is
   * for that. [call] */
  const haat_provider* (*create)(const haat_host* host);
} haat_entry;

extern HAAT_EXPORT const haat_entry haat_provider_entry;

/* What the host accepts at most. Over a limit a callback answers HAAT_STOPPED and the call has
 * failed. */
#define HAAT_MAX_PAGE_COURSES 1000u  /* courses of one page */
#define HAAT_MAX_PAGE_BYTES 4000000u /* of all strings of one page together */
#define HAAT_MAX_ID_BYTES 512u       /* of an external id, and of a cursor */
#define HAAT_MAX_FIELD_BYTES 4096u   /* of every other string but the description */
#define HAAT_MAX_TEXT_BYTES 65536u   /* of the description, and of an explanation */
#define HAAT_MAX_LOG_LINE 1024u      /* bytes */

/* --- haat.catalogue/1: which courses there are. Every provider has it.
 * ------------------------------------------- */

#define HAAT_INTERFACE_CATALOGUE "haat.catalogue/1"

/* A course, as the partner tells of it. A string that is not known may be NULL, but external_id and
 * title may not. */
typedef struct haat_course {
  const char*
      external_id; /* the partner's own: stable, unique in the catalogue, no control characters */
  const char* title;
  const char* description;
  const char* language; /* BCP 47: "hi", "en-IN" */
  const char* duration; /* ISO 8601: "PT1H30M" */
  const char* version;
  const char* licence; /* SPDX, or the name of an agreement */
  int32_t has_package; /* not 0: haat.content/1 can fetch it */
} haat_course;

/* Where a page goes. Valid during the call of list only. */
typedef struct haat_page_sink {
  void* host_data;
  /* One more course of this page. Of one that is over a limit, no proper UTF-8, or without what may
   * not be NULL, the host keeps only that and why, and goes on. HAAT_STOPPED: the page is over a
   * limit. [call] */
  haat_status (*add)(const struct haat_page_sink* sink, const haat_course* course);
  /* There is another page, and this is how to ask for it. Not called on the last page. [call] */
  haat_status (*next)(const struct haat_page_sink* sink, const char* cursor);
} haat_page_sink;

typedef struct haat_catalogue {
  /* One page of courses, in an order that stays. `cursor` is "" for the first, then what `next` was
   * told; it may come back much later, or never. HAAT_NOT_FOUND: a cursor that is none of the
   * provider's. [call] */
  haat_status (*list)(const haat_provider* provider, const char* cursor,
                      const haat_page_sink* sink);
} haat_catalogue;

/* --- haat.content/1: the packages themselves. Optional.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_CONTENT "haat.content/1"

/* Where a package goes. Valid during the call of fetch only. */
typedef struct haat_byte_sink {
  void* host_data;
  /* The next bytes, any number. Returns when the host has room for them, which may take as long as
   * the host's slowest reader. HAAT_STOPPED: the host wants no more. [call] */
  haat_status (*write)(const struct haat_byte_sink* sink, const void* bytes, size_t size);
} haat_byte_sink;

typedef struct haat_content {
  /* The course's package, a zip, from the first byte to the last. HAAT_OK only after all of it was
   * written. [call] */
  haat_status (*fetch)(const haat_provider* provider, const char* external_id,
                       const haat_byte_sink* sink);
} haat_content;

/* --- haat.launch: courses that the partner launches itself. Optional; for courses that have no
 * package, or beside it.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_LAUNCH "haat.launch/draft-1"

#define HAAT_MAX_LAUNCH_BYTES 2048u /* of an address */

/* Where the answer goes. Valid during the call of address only. */
typedef struct haat_launch_sink {
  void* host_data;
  /* Exactly once: "https://lms.example.org/course/7". Absolute, beginning with "https://" and a
   * host, without user and password, in printable ASCII: whatever else is percent-encoded. It is
   * the same for everybody, so it names no learner and holds no secret. HAAT_STOPPED: over the
   * limit, or no such address. [call] */
  haat_status (*tell)(const struct haat_launch_sink* sink, const char* address);
} haat_launch_sink;

typedef struct haat_launch {
  /* Where a browser starts the course. HAAT_NOT_FOUND: there is no such course, or the partner does
   * not launch it. [call] */
  haat_status (*address)(const haat_provider* provider, const char* external_id,
                         const haat_launch_sink* sink);
} haat_launch;

/* --- haat.delta: what changed in the catalogue. Optional; beside haat.catalogue/1, not in its
 * place.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_DELTA "haat.delta/draft-1"

/* Where changes go. Valid during the call of changes only. */
typedef struct haat_delta_sink {
  void* host_data;
  /* A course that is new, or is not what it was: all of it, as the catalogue tells it now. [call]
   */
  haat_status (*changed)(const struct haat_delta_sink* sink, const haat_course* course);
  /* A course that is in the catalogue no more. One that the host never heard of is fine. [call] */
  haat_status (*gone)(const struct haat_delta_sink* sink, const char* external_id);
  /* Exactly once, after all of the page: how to ask for what follows it. `more` is not 0: there is
   * more already, ask at once; 0: this is how things stand, come back later. [call] */
  haat_status (*next)(const struct haat_delta_sink* sink, const char* cursor, int32_t more);
} haat_delta_sink;

typedef struct haat_delta {
  /* One page of what changed since `cursor`, of at most HAAT_MAX_PAGE_COURSES changes. "" is before
   * everything: all courses there are come as changed. A cursor may come back much later, after a
   * restart, or twice. To tell a change again does no harm, to leave one out does.
   * HAAT_NOT_FOUND: the cursor is none of the provider's, or too old for it to know; the host
   * begins with "" again, and takes what that does not bring for gone. [call] */
  haat_status (*changes)(const haat_provider* provider, const char* cursor,
                         const haat_delta_sink* sink);
} haat_delta;

/* --- haat.records: the catalogue as the partner's system has it. Optional; beside
 * haat.catalogue/1, for operators who say themselves how a course is read from a record.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_RECORDS "haat.records/draft-1"

#define HAAT_MAX_PAGE_RECORDS 1000u   /* of one page; together HAAT_MAX_PAGE_BYTES */
#define HAAT_MAX_RECORD_BYTES 262144u /* of one record */

/* A course as the partner's system has it, untouched. */
typedef struct haat_record {
  const char* json;    /* an object, in UTF-8; what is in it is for the operator's mapping */
  int32_t has_package; /* not 0: haat.content/1 can fetch it, by the external_id in the record */
} haat_record;

/* Where records go. Valid during the call of list only. */
typedef struct haat_record_sink {
  void* host_data;
  /* One more of this page. Of one that is over the limit, or no proper UTF-8, the host keeps only
   * that and why, and goes on. HAAT_STOPPED: the page is over a limit. [call] */
  haat_status (*add)(const struct haat_record_sink* sink, const haat_record* record);
  /* As haat_page_sink.next. [call] */
  haat_status (*next)(const struct haat_record_sink* sink, const char* cursor);
} haat_record_sink;

typedef struct haat_records {
  /* One page, as haat_catalogue.list. A record that the provider itself could make no course of is
   * in it all the same: whether it is one the operator's mapping decides. [call] */
  haat_status (*list)(const haat_provider* provider, const char* cursor,
                      const haat_record_sink* sink);
} haat_records;

/* --- haat.completions: who finished what. Optional.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_COMPLETIONS "haat.completions/draft-1"

#define HAAT_MAX_PAGE_COMPLETIONS 1000u /* of one page */

/* One learner has finished one course. What is not known is NULL, but learner, external_id and
 * finished_at may not be. Times are those of RFC 3339, with the offset:
 * "2026-11-23T12:11:46+05:30".
 */
typedef struct haat_completion {
  const char* learner;     /* the partner's own id of them, as meaningless to others as can be;
                            * HAAT_MAX_ID_BYTES, no control characters */
  const char* external_id; /* of the course */
  const char* began_at;
  const char* finished_at;
  const double* score;     /* from 0 to 1 */
  const double* hours;     /* that it took, from 0 */
  const char* certificate; /* its id, as haat.certificates may be asked about it */
} haat_completion;

/* Where completions go. Valid during the call of list only. */
typedef struct haat_completion_sink {
  void* host_data;
  /* One more of this page. HAAT_STOPPED: over a limit, no proper UTF-8, or no number. [call] */
  haat_status (*add)(const struct haat_completion_sink* sink, const haat_completion* completion);
  /* Exactly once, after all of the page: as haat_delta_sink.next. [call] */
  haat_status (*next)(const struct haat_completion_sink* sink, const char* cursor, int32_t more);
} haat_completion_sink;

typedef struct haat_completions {
  /* One page of the completions after `cursor`, oldest first; "" is before all of them. A corrected
   * one comes again, as a later one: it counts as the same if learner, course and finished_at are
   * the same. HAAT_NOT_FOUND: the cursor is none of the provider's; the host begins again. [call]
   */
  haat_status (*list)(const haat_provider* provider, const char* cursor,
                      const haat_completion_sink* sink);
} haat_completions;

/* --- haat.health: how the partner's system fares. Optional.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_HEALTH "haat.health/draft-1"

typedef int32_t haat_health_state;
enum {
  HAAT_HEALTH_OK = 0,       /* it does what the provider needs of it */
  HAAT_HEALTH_DEGRADED = 1, /* it does so slowly, partly, or not for much longer */
  HAAT_HEALTH_DOWN = 2      /* it does not */
};

/* Where the answer goes. Valid during the call of check only. */
typedef struct haat_health_sink {
  void* host_data;
  /* Exactly once, with one sentence for the operator, without a full stop: "the LMS answers, its
   * token is good until 2027-01-31". [call] */
  haat_status (*tell)(const struct haat_health_sink* sink, haat_health_state state,
                      const char* sentence);
} haat_health_sink;

typedef struct haat_health {
  /* Looks, now: the cheapest question to the partner's system that would fail if a list did. The
   * host asks every minute or so, and when an operator wants to know. A status that is not HAAT_OK
   * counts as HAAT_HEALTH_DOWN with its explanation. [call] */
  haat_status (*check)(const haat_provider* provider, const haat_health_sink* sink);
} haat_health;

/* --- haat.certificates: whether a certificate is the partner's. Optional.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_CERTIFICATES "haat.certificates/draft-1"

#define HAAT_MAX_CERTIFICATE_FACTS 50u /* of one answer */

typedef int32_t haat_certificate_verdict;
enum {
  HAAT_CERTIFICATE_UNKNOWN = 0, /* the partner knows nothing of it, or it cannot be read */
  HAAT_CERTIFICATE_VALID = 1,   /* the partner stands by it */
  HAAT_CERTIFICATE_INVALID = 2  /* forged, revoked or expired */
};

/* Where the answer goes. Valid during the call of verify only. */
typedef struct haat_certificate_sink {
  void* host_data;
  /* Exactly once, with one sentence that says why, without a full stop. [call] */
  haat_status (*tell)(const struct haat_certificate_sink* sink, haat_certificate_verdict verdict,
                      const char* sentence);
  /* What the partner knows of it, for people, in the order in which it should be read: "course",
   * "First aid". Nothing about the learner that the certificate itself does not say. [call] */
  haat_status (*fact)(const struct haat_certificate_sink* sink, const char* name,
                      const char* value);
} haat_certificate_sink;

typedef struct haat_certificates {
  /* `certificate` is what somebody presented: an id, or the text of one, HAAT_MAX_TEXT_BYTES at
   * most. Nobody vouches for it. That there is no such certificate is an answer, not a failure.
   * [call] */
  haat_status (*verify)(const haat_provider* provider, const char* certificate,
                        const haat_certificate_sink* sink);
} haat_certificates;

/* --- haat.settings: an ability of the host, asked for by haat_host.get_interface. A provider's own
 * interfaces are asked for after init only, and this is needed before it.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_SETTINGS "haat.settings/draft-1"

typedef struct haat_settings {
  /* Says during create which settings the provider takes: a JSON Schema of drafts 7 or 2020-12, of
   * HAAT_MAX_TEXT_BYTES at most, without references to other documents. The host judges the
   * operator's settings by it before init, and shows it to whoever configures the provider: each
   * member wants a "title" or a "description", which is read behind "it should be": "an address
   * such as https://lms.example.org". Secrets are "writeOnly". Returns HAAT_FAULT_PLUGIN outside of
   * create, or for what is too long or no UTF-8. [call] */
  haat_status (*declare)(const haat_host* host, const char* json_schema);
} haat_settings;

/* --- haat.call: an ability of the host, asked for by haat_host.get_interface. For calls that take
 * long.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_CALL "haat.call/draft-1"

typedef struct haat_call {
  /* Not 0: somebody still waits for the answer of the call that runs. 0: return HAAT_STOPPED as
   * soon as you can. Whoever calls the host back now and then need not ask, since every callback
   * says so, too. Cheap enough for a loop. [call] */
  int32_t (*is_wanted)(const haat_host* host);
} haat_call;

/* --- haat.http: an ability of the host, asked for by haat_host.get_interface. It makes requests to
 * the hosts that the operator named for this provider, and to no others.
 * ---------------------------------------------------------- */

#define HAAT_INTERFACE_HTTP "haat.http/draft-1"

#define HAAT_MAX_HTTP_URL_BYTES 8192u   /* of an URL */
#define HAAT_MAX_HTTP_HEADERS 100u      /* of a request, and of a response */
#define HAAT_MAX_HTTP_HEAD_BYTES 65536u /* of all names and values of them together */
#define HAAT_MAX_HTTP_BODY_BYTES                                                             \
  1048576u                           /* of a request; the operator bounds those of responses \
                                      */
#define HAAT_MAX_HTTP_REQUESTS 1000u /* during one call of the host; beyond it the host ends us */

/* Names are without regard to case. Of a response, what belongs to the connection or to an encoding
 * that the host undid is left out, and what is no UTF-8 is '?'. */
typedef struct haat_http_header {
  const char* name;
  const char* value;
} haat_http_header;

/* Read during send only. The host adds and owns Host, Content-Length, Accept-Encoding and whatever
 * else belongs to the connection: a request that has them is none. */
typedef struct haat_http_request {
  const char* method; /* "GET" */
  const char* url;    /* absolute, http or https, without user and fragment */
  const haat_http_header* headers;
  size_t header_count;
  const void* body; /* NULL: none */
  size_t body_size;
} haat_http_request;

/* Where a response goes: the provider's own, used during send only, on the thread that called it.
 * Whatever is not HAAT_OK ends the exchange, and send returns HAAT_STOPPED. No call of send in
 * here; haat_byte_sink.write is welcome. */
typedef struct haat_http_sink {
  void* provider_data; /* the provider's own */
  /* Once, before all bytes: 200, 404, 503. The headers are valid during this call. [call] */
  haat_status (*head)(const struct haat_http_sink* sink, int32_t status,
                      const haat_http_header* headers, size_t header_count);
  /* The next bytes, at least one, decoded if they came compressed; valid during this call. [call]
   */
  haat_status (*body)(const struct haat_http_sink* sink, const void* bytes, size_t size);
} haat_http_sink;

typedef struct haat_http {
  /* Sends the request, follows redirects as far as the operator allows them, and hands over the
   * response. It takes no longer than the call of the host during which it was made may take, and
   * leaves time to say what went wrong.
   *   HAAT_OK              there was an answer, whatever its status, and all of it was handed over
   *   HAAT_STOPPED         the sink said so, or nobody wants the answer of this call any more
   *   HAAT_FAULT_PLUGIN    the request is none, or it was made out of turn or from another thread
   *   HAAT_FAULT_SETTINGS  the operator did not allow that host, or its address is private
   *   HAAT_FAULT_SYSTEM    no answer, half of one, no TLS that can be trusted, or no more time
   *   HAAT_FAULT_DATA      what came is no HTTP, is over a limit, or leads where nobody may follow
   * These are fit to be handed through. [call] */
  haat_status (*send)(const haat_host* host, const haat_http_request* request,
                      const haat_http_sink* sink);

  /* Why the last send did not return HAAT_OK: one sentence, fit for haat_host.explain; "" if it
   * did. The host's, valid until the next send. [call] */
  const char* (*why)(const haat_host* host);
} haat_http;

#ifdef __cplusplus
}
#endif

#endif
