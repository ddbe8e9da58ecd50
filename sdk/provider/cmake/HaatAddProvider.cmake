# haat_add_provider(NAME source...)
#
# Builds the provider NAME.so from the sources. NAME is an ordinary CMake target: link to it what the provider needs.
# The same function serves Haat's own plugins and everybody else's.
set(HAAT_PROVIDER_MAP "${CMAKE_CURRENT_LIST_DIR}/provider.map")

function(haat_add_provider name)
  add_library(${name} MODULE ${ARGN})
  target_link_libraries(${name} PRIVATE haat::provider)
  target_link_options(${name} PRIVATE
    "LINKER:--version-script=${HAAT_PROVIDER_MAP}" "LINKER:-z,relro,-z,now")
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so"
    POSITION_INDEPENDENT_CODE ON
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS "${HAAT_PROVIDER_MAP}")
  if(HAAT_PROVIDER_OUTPUT_DIRECTORY)
    set_target_properties(${name} PROPERTIES LIBRARY_OUTPUT_DIRECTORY "${HAAT_PROVIDER_OUTPUT_DIRECTORY}")
  endif()
endfunction()
