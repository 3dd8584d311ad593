using System.Security.Cryptography;
using System.Text;
using CaregiverSignal.Mail.Ledger;
using CaregiverSignal.Storage;
using CaregiverSignal.Tests.Support;

namespace CaregiverSignal.Tests.Storage;

/// <summary>What is sealed or marked with a key outside the store cannot be read or made by who has only the store.</summary>
public sealed class KeyRingTests : IDisposable
{
    private readonly TestInstallation site = Some.Installation();

    private KeyRing Keys => site.Database.Engine.Keys;

    public void Dispose() => site.Dispose();

    [Fact]
    public void A_sealed_value_opens_only_for_its_purpose_and_place()
    {
        var clear = RandomNumberGenerator.GetBytes(100);
        var value = Keys.Seal("mail", "7", clear);

        Assert.Equal(clear, Keys.Open("mail", "7", value));
        Assert.Null(Keys.Open("mail", "8", value));
        Assert.Null(Keys.Open("other", "7", value));
    }

    [Fact]
    public void A_value_that_was_changed_anywhere_does_not_open()
    {
        var value = Keys.Seal("mail", "7", "Hier."u8);
        for (var place = 0; place < value.Length; place++)
        {
            var changed = (byte[])value.Clone();
            changed[place] ^= 1;
            Assert.Null(Keys.Open("mail", "7", changed));
        }

        for (var length = 0; length < value.Length; length++)
            Assert.Null(Keys.Open("mail", "7", value.AsSpan(0, length)));
    }

    [Fact]
    public void Neither_a_link_nor_a_key_can_be_read_in_the_store()
    {
        site.Add(Some.Person("a"));
        site.Beat();

        var stored = site.Database.Read(transaction =>
            transaction.AllMails("select id from mail").Select(Encoding.ASCII.GetString).ToList()
        );
        Assert.Contains(stored, mail => mail.Contains("MIME-Version", StringComparison.Ordinal));
        Assert.Each(
            site.Database.Read(transaction =>
                transaction.All<byte[]>("select bytes from mail where bytes is not null")
            ),
            bytes => Assert.DoesNotContain("MIME-Version", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Mail_that_was_moved_to_another_row_is_not_sent()
    {
        site.Add(Some.Person("a"));
        site.Add(Some.Person("b"));
        site.Beat();
        var ids = site.Database.Read(transaction =>
            transaction.All<string>("select id from mail where bytes is not null")
        );
        Assert.True(ids.Count >= 2);

        site.Sql($"update mail set bytes = (select bytes from mail where id = '{ids[0]}')");

        Assert.NotNull(site.Database.Read(transaction => MailTable.Bytes(transaction, ids[0])));
        Assert.Null(site.Database.Read(transaction => MailTable.Bytes(transaction, ids[1])));
    }

    [Fact]
    public void After_a_change_of_key_what_was_sealed_before_still_opens_also_in_a_program_that_runs()
    {
        var before = Keys.Seal("mail", "7", "Eerst."u8);
        var another = KeyRing.In(site.Database.Engine.Folder);

        another.Add();
        site.Database.Write(another.Use);

        var after = another.Seal("mail", "8", "Later."u8);
        Assert.NotEqual(before[1..5], after[1..5]);
        Assert.Equal("Eerst."u8.ToArray(), another.Open("mail", "7", before));
        Assert.Equal("Later."u8.ToArray(), Keys.Open("mail", "8", after));
        Assert.Equal(another.Ids, Keys.Ids);
    }

    [Fact]
    public void A_key_that_the_other_programs_may_not_have_yet_seals_nothing()
    {
        var before = Keys.Seal("mail", "7", "Eerst."u8);

        KeyRing.In(site.Database.Engine.Folder).Add();

        using var begunLater = Database.Open(site.StorePath);
        var after = begunLater.Engine.Keys.Seal("mail", "8", "Later."u8);
        Assert.Equal(2, begunLater.Engine.Keys.Ids.Count);
        Assert.Equal(before[1..5], after[1..5]);
    }

    [Fact]
    public void A_file_that_holds_no_keys_is_refused_by_name()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Name, "keys"));
        File.WriteAllText(KeyRing.PathIn(folder.Name), "geen sleutel\n");

        var error = Assert.Throws<StorageException>(() => KeyRing.In(folder.Name));

        Assert.Contains(KeyRing.FileName, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_file_is_for_its_owner_alone()
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Keys.Path));
        Assert.Single(Keys.Ids);
    }
}
