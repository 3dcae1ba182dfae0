// Package watch reads what others put into folders. A folder is looked at, never
// subscribed to: a look takes the regular files that lie directly in it, and reads those
// that a second look, some time later, finds as they were; folders in it are told and not
// looked into. They are read the oldest first,
// and count as observed when they were last written.
//
// A file that was read goes to the folder done beside it, one that cannot be taken to the
// folder failed, under a name that begins with the instant of the look, its rejected rows
// beside it. Nothing is replaced there and nothing removed. A crash between storing and
// moving reads the file again, which changes nothing. One that cannot be moved away is
// remembered and not read again as long as it is the same.
package watch
