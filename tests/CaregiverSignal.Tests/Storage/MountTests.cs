using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// Disks on which a store cannot be: of another machine, without locks; and one that can only be read.
/// </summary>
public sealed class MountTests : IDisposable
{
    private static readonly string[] List =
    [
        "/dev/vda1 / ext4 rw,relatime 0 0",
        "server:/export /srv nfs4 rw,vers=4.2 0 0",
        "//server/share /mnt/our\\040share cifs rw,uid=0 0 0",
        "/dev/vdb /srv/local xfs ro,relatime 0 0",
        "tmpfs /run tmpfs rw 0 0",
        "not a mount",
    ];

    private readonly ProgramFolder program = new();

    public void Dispose() => program.Dispose();

    [Theory]
    [InlineData("/var/lib/caregiversignal/data/caregiversignal.db", "/", "ext4", false, false)]
    [InlineData("/srv/data/caregiversignal.db", "/srv", "nfs4", false, true)]
    [InlineData("/srvdata/caregiversignal.db", "/", "ext4", false, false)]
    [InlineData("/srv/local/caregiversignal.db", "/srv/local", "xfs", true, false)]
    [InlineData("/mnt/our share/caregiversignal.db", "/mnt/our share", "cifs", false, true)]
    public void A_file_is_on_the_disk_that_is_mounted_nearest(
        string file,
        string folder,
        string kind,
        bool isReadOnly,
        bool isOfNetwork
    )
    {
        var mount = Mount.Of(file, List);

        Assert.Equal((folder, kind, isReadOnly), (mount!.Folder, mount.Kind, mount.IsReadOnly));
        Assert.Equal(isOfNetwork, mount.IsOfNetwork);
    }

    [Fact]
    public void A_file_in_no_list_is_on_no_disk_that_is_known() => Assert.Null(Mount.Of("/a", []));

    [Fact]
    public void Without_file_locks_nothing_starts()
    {
        program.Environment["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "1";

        var (code, output, error) = program.Run("tick");

        Assert.Equal(
            (
                1,
                "",
                $"{program.Database}: is on a disk without file locks, or they are switched off. Put it on a disk of this machine.\n"
            ),
            (code, output, error)
        );
    }

    [Fact]
    public async Task From_a_disk_that_can_only_be_read_an_export_and_a_backup_are_made_and_nothing_else_is_done()
    {
        await program.RunAsync("import", program.WritePeople(3, "2026-03-02"));
        using var disk = new SmallDisk(program.Path("disk"), megabytes: 8);
        var store = program.Path("disk", "data", "caregiversignal.db");
        OwnerOnly.MakeFolder(program.Path("disk", "data"));
        File.Copy(program.Database, store);
        disk.MakeReadOnly();
        program.Settings.Add($"--Storage:Connection=Data Source={store}");

        await program.RunAsync("export", "--out", program.Path("exported"));
        await program.RunAsync("backup", program.Path("one.backup"));

        Assert.Equal(4, File.ReadAllLines(program.Path("exported", "people.csv")).Length);
        foreach (var verb in new[] { "tick", "resume-mail" })
        {
            var (code, output, error) = program.Run(verb);
            Assert.Equal((1, "", $"{store}: is on a disk that is mounted read-only.\n"), (code, output, error));
        }
    }

    [Fact]
    public async Task What_was_opened_to_be_read_is_not_written()
    {
        using var store = Some.Installation();
        using var reader = await Database.OpenToReadAsync(new SqliteFile(store.StorePath));

        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.WriteAsync(ProbeTable.Touch));
        Assert.Equal(
            Migrations.Own,
            await reader.ReadAsync(transaction => Migrations.InAsync(transaction, reader.Engine))
        );
    }
}
