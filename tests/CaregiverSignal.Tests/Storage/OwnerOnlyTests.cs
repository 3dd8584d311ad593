using System.Diagnostics;
using CaregiverSignal.Files;
using CaregiverSignal.Storage;

namespace CaregiverSignal.Tests.Storage;

public sealed class OwnerOnlyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_link_that_somebody_laid_where_a_file_is_written_is_replaced_and_not_followed()
    {
        // Rights are others there.
        if (OperatingSystem.IsWindows())
            return;
        var precious = folder.Write("precious", "mine");
        var target = Path.Combine(folder.Name, "out.csv");
        File.CreateSymbolicLink(target, precious);
        File.CreateSymbolicLink(target + ".part", precious);

        OwnerOnly.Replace(target, writer => writer.Write("new"));

        Assert.Equal(("mine", "new"), (File.ReadAllText(precious), File.ReadAllText(target)));
        Assert.Null(new FileInfo(target).LinkTarget);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(target));
    }

    [Fact]
    public void What_could_not_be_written_to_its_end_leaves_nothing_and_the_old_file_as_it_was()
    {
        var target = folder.Write("out.csv", "old");

        Assert.Throws<IOException>(() =>
            OwnerOnly.Replace(
                target,
                writer =>
                {
                    writer.Write("half");
                    throw new IOException("the disk is full");
                }
            )
        );

        Assert.Equal("old", File.ReadAllText(target));
        Assert.Single(Directory.GetFiles(folder.Name));
    }

    [Fact]
    public void What_root_writes_where_a_service_works_is_the_services()
    {
        Assert.SkipUnless(FileOwner.CanGive, "Only root can give a file away.");
        const uint service = 4711;
        using (var give = Process.Start("chown", ["4711:4712", folder.Name]))
            give.WaitForExit();
        var (list, held) = (Path.Combine(folder.Name, "data.exports"), Path.Combine(folder.Name, "data.exports.lock"));

        OwnerOnly.Replace(list, text => text.Write("one"));
        OwnerOnly.Hold(held).Dispose();

        Assert.Each(new[] { list, held }, file => Assert.Equal((service, service + 1), FileOwner.Of(file)));
        // As an earlier version left them.
        using (var give = Process.Start("chown", ["0:0", list, held]))
            give.WaitForExit();
        OwnerOnly.Replace(list, text => text.Write("two"));
        OwnerOnly.Hold(held).Dispose();
        var key = Path.Combine(folder.Name, "keys", "more", "one.key");
        OwnerOnly.CreateWhole(key, [1]);
        OwnerOnly.MakeFolder(Path.Combine(folder.Name, "mail"));
        Assert.Each(
            new[] { list, held, key, Path.GetDirectoryName(key)!, Path.Combine(folder.Name, "keys") },
            one => Assert.Equal((service, service + 1), FileOwner.Of(one))
        );
        Assert.Equal((service, service + 1), FileOwner.Of(Path.Combine(folder.Name, "mail")));
        Assert.Equal("two", File.ReadAllText(list));
    }

    [Fact]
    public void A_link_to_what_is_roots_in_a_folder_of_the_service_gives_nothing()
    {
        Assert.SkipUnless(FileOwner.CanGive, "Only root can give a file away.");
        var secret = folder.Write("secret", "root's");
        var service = Directory.CreateDirectory(Path.Combine(folder.Name, "service")).FullName;
        var (soft, hard) = (Path.Combine(service, "soft"), Path.Combine(service, "hard"));
        File.CreateSymbolicLink(soft, secret);
        using (var link = Process.Start("ln", [secret, hard]))
            link.WaitForExit();
        using (var give = Process.Start("chown", ["4711", service]))
            give.WaitForExit();

        OwnerOnly.Hold(soft).Dispose();
        Assert.Equal(0u, FileOwner.Of(secret)?.User);
        OwnerOnly.Hold(hard).Dispose();
        Assert.Equal(0u, FileOwner.Of(secret)?.User);
    }

    [Theory]
    [InlineData("", "750", 4711u)]
    [InlineData("", "1777", 0u)]
    [InlineData("", "2775", 0u)]
    [InlineData("ln file more", "750", 0u)]
    [InlineData("mv file more && ln -s more file", "750", 0u)]
    public void What_root_writes_in_its_own_folder_instead_of_a_file_of_the_service_is_the_services(
        string before,
        string rights,
        uint user
    )
    {
        Assert.SkipUnless(FileOwner.CanGive, "Only root can give a file away.");
        var file = folder.Write("file", "one");
        var steps = $"cd '{folder.Name}' && chown 0:0 . && chmod {rights} . && chown 4711:4712 file";
        using (var made = Process.Start("sh", ["-c", before.Length > 0 ? $"{steps} && {before}" : steps]))
            made.WaitForExit();

        OwnerOnly.Replace(file, text => text.Write("two"));

        Assert.Equal("two", File.ReadAllText(file));
        Assert.Equal(user, FileOwner.Of(file)?.User);
    }

    [Fact]
    public void A_folder_that_holds_other_things_than_ours_keeps_its_rights()
    {
        // Rights are others there.
        if (OperatingSystem.IsWindows())
            return;
        folder.Write("letter.txt", "somebody's");
        File.SetUnixFileMode(folder.Name, (UnixFileMode)Convert.ToInt32("755", 8));

        Database.Open(Path.Combine(folder.Name, "site.db")).Dispose();

        Assert.Equal("755", OwnerOnly.Octal(folder.Name));
    }

    [Fact]
    public void A_folder_in_which_others_can_exchange_the_store_is_refused_with_the_mend()
    {
        // Rights are others there.
        if (OperatingSystem.IsWindows())
            return;
        folder.Write("letter.txt", "somebody's");
        File.SetUnixFileMode(folder.Name, (UnixFileMode)Convert.ToInt32("777", 8));

        var error = Assert.Throws<StorageException>(() => Database.Open(Path.Combine(folder.Name, "site.db")));

        Assert.EndsWith($"Mend it with: chmod 700 {folder.Name}", error.Message, StringComparison.Ordinal);
    }
}
