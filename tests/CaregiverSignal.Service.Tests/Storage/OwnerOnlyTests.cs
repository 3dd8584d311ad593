using CaregiverSignal.Files;

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
    public async Task A_folder_that_holds_other_things_than_ours_keeps_its_rights()
    {
        // Rights are others there.
        if (OperatingSystem.IsWindows())
            return;
        folder.Write("letter.txt", "somebody's");
        File.SetUnixFileMode(folder.Name, (UnixFileMode)Convert.ToInt32("755", 8));

        (await Database.OpenAsync(Path.Combine(folder.Name, "site.db"))).Dispose();

        Assert.Equal("755", OwnerOnly.Octal(folder.Name));
    }

    [Fact]
    public async Task A_folder_in_which_others_can_exchange_the_store_is_refused_with_the_mend()
    {
        // Rights are others there.
        if (OperatingSystem.IsWindows())
            return;
        folder.Write("letter.txt", "somebody's");
        File.SetUnixFileMode(folder.Name, (UnixFileMode)Convert.ToInt32("777", 8));

        var error = await Assert.ThrowsAsync<StorageException>(async () =>
            await Database.OpenAsync(Path.Combine(folder.Name, "site.db"))
        );

        Assert.Ends($"Mend it with: chmod 700 {folder.Name}", error.Message);
    }
}
