#pragma once

#include <span>
#include <string_view>

// The conformance kit's tests: what provider.h asks of every provider, one line a test. In the
// order in which they are worth reading: whatever fails first explains most of what fails after it.
//
// TEST(function, what is right of a provider that passes)
#define HAAT_KIT_TESTS(TEST)                                                                       \
  TEST(library_loads, "The library loads with all its symbols bound, and speaks this host's ABI")  \
  TEST(library_exports_one_symbol, "The library exports haat_provider_entry and nothing else")     \
  TEST(descriptor_is_complete, "The descriptor's five texts are there, in UTF-8, within limits")   \
  TEST(descriptor_id_is_qualified, "The id is in the manner of org.example.folder")                \
  TEST(create_makes_a_provider, "create gives a provider with all its functions")                  \
  TEST(create_is_quick, "create leaves what takes long to init")                                   \
  TEST(destroy_without_init, "destroy works where init was never called")                          \
  TEST(init_succeeds, "init succeeds with the settings given")                                     \
  TEST(init_explains_bad_settings, "init refuses settings that cannot work and says why")          \
  TEST(                                                                                            \
      settings_schema_is_usable,                                                                   \
      "The schema of the settings, if one is declared, is a JSON Schema that a host can judge by") \
  TEST(settings_keep_the_schema, "The settings given keep the schema that the provider declares")  \
  TEST(settings_are_described, "Every setting of the schema has a title or a description")         \
  TEST(settings_secrets_are_write_only, "Settings that are secrets are writeOnly in the schema")   \
  TEST(starts_again, "create, init and destroy work again and again in one process")               \
  TEST(interface_catalogue_is_there, "The provider has haat.catalogue/1")                          \
  TEST(interface_unknown_is_null, "get_interface answers NULL for ids that nobody defined")        \
  TEST(interface_stays, "get_interface gives the same answer every time")                          \
  TEST(list_first_page, "list gives a first page")                                                 \
  TEST(list_keeps_limits, "Pages keep the limits of provider.h")                                   \
  TEST(list_ends, "Page follows page to a last one, and no cursor comes twice")                    \
  TEST(list_tells_next_once, "next is called at most once a page")                                 \
  TEST(list_stays_on_its_thread, "The sink is called on the thread of list only")                  \
  TEST(list_of_nothing_is_a_page, "An empty catalogue is one page without courses, no failure")    \
  TEST(course_ids_are_clean, "External ids are there, short enough, without control characters")   \
  TEST(course_ids_are_unique, "No external id comes twice in the catalogue")                       \
  TEST(course_titles_are_there, "Every course has a title")                                        \
  TEST(course_texts_are_utf8, "Every text is UTF-8, with letters beyond ASCII unharmed")           \
  TEST(course_languages_are_tags, "Languages are tags of BCP 47")                                  \
  TEST(course_durations_are_iso, "Durations are those of ISO 8601")                                \
  TEST(list_is_repeatable, "A second walk through the catalogue gives the same courses in order")  \
  TEST(cursors_come_back_later, "A cursor gives its page again after the walk has gone on")        \
  TEST(cursors_outlive_the_provider, "A cursor gives its page after a restart, too")               \
  TEST(cursor_is_copied, "list keeps no pointer to the cursor that it was given")                  \
  TEST(cursor_unknown_is_not_found, "A cursor that is none of its own is HAAT_NOT_FOUND")          \
  TEST(cursor_garbage_is_survived, "Cursors of random text, paths and formats do no harm")         \
  TEST(stop_at_first_course, "list hands HAAT_STOPPED through and calls the sink no more")         \
  TEST(stop_at_next, "list hands HAAT_STOPPED through when next answers it")                       \
  TEST(works_after_a_stop, "list works as before after it was stopped")                            \
  TEST(package_needs_content, "Courses say has_package only if there is haat.content/1")           \
  TEST(fetch_gives_packages, "Courses that have a package give one")                               \
  TEST(fetch_gives_zips, "Packages are zips")                                                      \
  TEST(fetch_is_repeatable, "A package has the same bytes each time")                              \
  TEST(fetch_stays_on_its_thread, "The sink is called on the thread of fetch only")                \
  TEST(fetch_without_package_is_not_found, "A course that has no package is HAAT_NOT_FOUND")       \
  TEST(fetch_unknown_is_not_found, "A course that is not in the catalogue is HAAT_NOT_FOUND")      \
  TEST(fetch_garbage_is_survived, "External ids of random text, paths and formats do no harm")     \
  TEST(fetch_stops, "fetch hands HAAT_STOPPED through and writes no more")                         \
  TEST(fetch_works_after_a_stop, "fetch works as before after it was stopped")                     \
  TEST(launch_gives_addresses,                                                                     \
       "A course that is launched has one https address, the same each time")                      \
  TEST(launch_unknown_is_not_found,                                                                \
       "The launch of a course that is not in the catalogue is HAAT_NOT_FOUND")                    \
  TEST(launch_garbage_is_survived,                                                                 \
       "External ids of random text, paths and formats do the launch no harm")                     \
  TEST(                                                                                            \
      delta_ends,                                                                                  \
      "Changes come page by page to an end, each page with one cursor, and no cursor comes twice") \
  TEST(delta_begins_with_the_catalogue,                                                            \
       "Changes from the beginning are the courses of the catalogue")                              \
  TEST(delta_tells_what_is_gone,                                                                   \
       "A course that is removed is told as gone, by its id, to a cursor from before")             \
  TEST(delta_is_quiet_without_changes,                                                             \
       "Where nothing changed since a cursor, no course is told of")                               \
  TEST(delta_outlives_the_provider, "A cursor of changes is good after a restart, too")            \
  TEST(delta_cursor_unknown_is_not_found,                                                          \
       "A cursor of changes that is none of its own is HAAT_NOT_FOUND")                            \
  TEST(delta_garbage_is_survived, "Cursors of random text, paths and formats do changes no harm")  \
  TEST(delta_stops, "changes hands HAAT_STOPPED through and calls the sink no more")               \
  TEST(completions_end,                                                                            \
       "Completions come page by page to an end, each page with one cursor, and no cursor comes "  \
       "twice")                                                                                    \
  TEST(                                                                                            \
      completions_are_well_formed,                                                                 \
      "Completions have a learner, a course, times of RFC 3339, scores from 0 to 1, hours from 0") \
  TEST(completions_are_repeatable,                                                                 \
       "A second walk through the completions gives the same ones in order")                       \
  TEST(completions_cursor_unknown_is_not_found,                                                    \
       "A cursor of completions that is none of its own is HAAT_NOT_FOUND")                        \
  TEST(completions_garbage_is_survived,                                                            \
       "Cursors of random text, paths and formats do completions no harm")                         \
  TEST(completions_stop,                                                                           \
       "A list of completions hands HAAT_STOPPED through and calls the sink no more")              \
  TEST(records_end, "Records come page by page to an end, and no cursor comes twice")              \
  TEST(records_are_objects, "Records are JSON objects, within limits")                             \
  TEST(records_are_repeatable, "A second walk through the records gives the same ones in order")   \
  TEST(records_cursor_unknown_is_not_found,                                                        \
       "A cursor of records that is none of its own is HAAT_NOT_FOUND")                            \
  TEST(records_garbage_is_survived,                                                                \
       "Cursors of random text, paths and formats do records no harm")                             \
  TEST(records_stop, "A list of records hands HAAT_STOPPED through and calls the sink no more")    \
  TEST(health_is_told, "check tells once, in a sentence, how the partner fares")                   \
  TEST(certificates_are_judged,                                                                    \
       "verify gives one verdict, with a sentence, whatever is presented")                         \
  TEST(certificates_unknown_are_not_valid,                                                         \
       "Random text, paths and formats are no valid certificate and do no harm")                   \
  TEST(certificates_of_completions_are_known,                                                      \
       "A certificate that a completion names is one that verify knows")                           \
  TEST(failures_are_explained, "A call that fails says why, in one sentence")                      \
  TEST(list_leaks_no_memory, "Listing leaves no memory behind")                                    \
  TEST(huge_catalogue_takes_no_memory,                                                             \
       "A huge catalogue goes by page by page, and does not stay in memory")                       \
  TEST(fetch_leaks_no_memory, "Fetching leaves no memory behind")                                  \
  TEST(telling_leaks_no_memory,                                                                    \
       "Telling addresses, changes, completions, records, health and certificates leaves no "      \
       "memory behind")                                                                            \
  TEST(starting_leaks_no_memory, "Starting and ending leaves no memory behind")                    \
  TEST(files_are_closed, "Listing and fetching leave no file open")                                \
  TEST(threads_end_with_destroy, "destroy ends the provider's threads")                            \
  TEST(lack_of_memory_is_survived, "Too little memory ends in a status, not in a crash")

namespace haat::kit {

struct TestName {
  std::string_view name;     // "list-ends"
  std::string_view summary;  // what is right of a provider that passes
};
std::span<const TestName> tests();

}  // namespace haat::kit
