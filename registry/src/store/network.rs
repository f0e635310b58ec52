//! Finds network shares. SQLite's write-ahead log needs shared memory, which processes on two machines do not have, and
//! locks of network file systems are not reliable.

use std::path::Path;

/// The types of network file systems, as Linux names them.
const NETWORK: &[&str] = &[
    "9p",
    "acfs",
    "afs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "gfs2",
    "glusterfs",
    "gpfs",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "orangefs",
    "pvfs2",
    "smb3",
    "smbfs",
    "sshfs",
    "virtiofs",
];

/// Returns the type of the network file system on which a path lies; none if it is not on one, or if the system does
/// not say. Only Linux says it here.
pub(super) fn share_of(path: &Path) -> Option<String> {
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    share_in(&mounts, &folder.canonicalize().ok()?)
}

/// Finds the mount of a folder in the text of `/proc/self/mountinfo`, where the last of several mounts counts.
fn share_in(mounts: &str, folder: &Path) -> Option<String> {
    let mut found: Option<(usize, &str)> = None;
    for line in mounts.lines() {
        let (before, after) = line.split_once(" - ")?;
        let point = unescaped(before.split(' ').nth(4)?);
        let filesystem = after.split(' ').next()?;
        let length = point.len();
        if folder.starts_with(&point) && found.is_none_or(|(longest, _)| length >= longest) {
            found = Some((length, filesystem));
        }
    }
    let (_, filesystem) = found?;
    let name = filesystem.strip_prefix("fuse.").unwrap_or(filesystem);
    NETWORK.contains(&name).then(|| filesystem.to_owned())
}

/// Undoes the escapes of blanks and backslashes in a path, three octal digits each.
fn unescaped(path: &str) -> String {
    path.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::share_in;
    use std::path::Path;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /srv/share rw,relatime shared:20 - nfs4 server.example:/export rw,vers=4.2
41 22 0:36 / /srv/share/local rw - xfs /dev/sdb1 rw
42 22 0:37 / /mnt/with\\040blank rw - cifs //server.example/share rw
43 22 0:38 / /mnt/ssh rw - fuse.sshfs officer@server.example:/ rw
44 22 0:39 / /mnt/ntfs rw - fuseblk /dev/sdc1 rw
45 22 0:40 / /over rw - nfs server.example:/old rw
46 22 0:41 / /over rw - tmpfs tmpfs rw
";

    #[test]
    fn the_longest_and_last_mount_decides() {
        for (folder, expected) in [
            ("/home/officer", None),
            ("/srv/share", Some("nfs4")),
            ("/srv/share/registry", Some("nfs4")),
            ("/srv/shared", None),
            ("/srv/share/local/registry", None),
            ("/mnt/with blank/a", Some("cifs")),
            ("/mnt/ssh", Some("fuse.sshfs")),
            ("/mnt/ntfs", None),
            ("/over", None),
        ] {
            assert_eq!(share_in(MOUNTS, Path::new(folder)).as_deref(), expected, "{folder}");
        }
        assert_eq!(share_in("", Path::new("/")), None);
    }
}
