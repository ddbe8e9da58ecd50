execute_process(COMMAND "${NM}" -D --defined-only --format=posix "${LIBRARY}"
  OUTPUT_VARIABLE symbols COMMAND_ERROR_IS_FATAL ANY)
string(REGEX REPLACE " [^\n]*\n" ";" names "${symbols}")
list(REMOVE_ITEM names "")
if(NOT names STREQUAL "haat_provider_entry")
  message(FATAL_ERROR "${LIBRARY} exports ${names}, where haat_provider_entry alone is due")
endif()
