using System.Security.Cryptography;
using CaregiverSignal.Mail.Ledger;

namespace CaregiverSignal.Tests.Storage;

/// <summary>
/// What is sealed or marked with the key outside the store cannot be read or made by who has only the store.
/// </summary>
public sealed class StoreKeysTests() : AtASite()
{
    private StoreKeys Keys => site.Database.Engine.Keys;

    private RowSignature Signatures => site.Database.Engine.Signatures;

    [Fact]
    public void A_sealed_value_opens_only_as_it_is_for_its_purpose_and_place()
    {
        var clear = RandomNumberGenerator.GetBytes(100);
        var value = Keys.Seal("mail", "7", clear);

        Assert.Equal(clear, Keys.Open("mail", "7", value));
        Assert.Null(Keys.Open("mail", "8", value));
        Assert.Null(Keys.Open("other", "7", value));
        for (var place = 0; place < value.Length; place++)
        {
            var changed = (byte[])value.Clone();
            changed[place] ^= 1;
            Assert.Null(Keys.Open("mail", "7", changed));
        }
    }

    [Fact]
    public void A_mark_is_true_for_what_it_was_made_of_and_for_nothing_else()
    {
        var at = Some.Utc("2026-03-02");
        var signature = Signatures.Sign("session", 1L, "ab", null, at);

        Assert.True(Signatures.IsValid(signature, "session", 1L, "ab", null, at));
        Assert.False(Signatures.IsValid(signature, "link", 1L, "ab", null, at));
        Assert.False(Signatures.IsValid(signature, "session", 2L, "ab", null, at));
        Assert.False(Signatures.IsValid(signature, "session", 1L, "a", "b", at));
        Assert.False(Signatures.IsValid(signature, "session", 1L, "ab", "", at));
        Assert.False(Signatures.IsValid(signature, "session", 1L, "ab", null, at.AddMilliseconds(1)));
        Assert.False(Signatures.IsValid(null, "session", 1L, "ab", null, at));
        using var other = Some.Installation();
        Assert.NotEqual(signature, other.Database.Engine.Signatures.Sign("session", 1L, "ab", null, at));
    }

    [Fact]
    public async Task Neither_a_link_nor_a_key_can_be_read_in_the_store()
    {
        await site.Add(Some.Person("a"));
        await site.RunJobs();

        var stored = await site.Read(async transaction =>
            (await transaction.AllMails("select id from mail")).Select(Encoding.ASCII.GetString).ToList()
        );
        Assert.Contains(stored, mail => mail.Contains("MIME-Version"));
        Assert.Each(
            await site.Read(transaction => transaction.All<byte[]>("select bytes from mail where bytes is not null")),
            bytes => Assert.Lacks("MIME-Version", Encoding.ASCII.GetString(bytes))
        );
    }

    [Fact]
    public async Task Mail_that_was_moved_to_another_row_is_not_sent()
    {
        await site.Add(Some.Person("a"));
        await site.Add(Some.Person("b"));
        await site.RunJobs();
        var ids = await site.Read(transaction =>
            transaction.All<string>("select id from mail where bytes is not null")
        );
        Assert.True(ids.Count >= 2);

        await site.Sql($"update mail set bytes = (select bytes from mail where id = '{ids[0]}')");

        Assert.NotNull(await site.Read(transaction => MailTable.Bytes(transaction, ids[0])));
        Assert.Null(await site.Read(transaction => MailTable.Bytes(transaction, ids[1])));
    }

    [Fact]
    public async Task Its_file_is_for_its_owner_alone_and_the_same_at_the_next_start()
    {
        var file = Assert.Single(Directory.GetFiles(Keys.Folder));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        var signature = Signatures.Sign("session", 1L);

        using var again = await Database.OpenAsync(site.StorePath);

        Assert.True(again.Engine.Signatures.IsValid(signature, "session", 1L));
        Assert.Equal([file], Directory.GetFiles(Keys.Folder));
    }

    [Fact]
    public async Task One_that_is_asked_for_is_made_once_and_what_the_old_one_signed_is_not_believed()
    {
        var signature = Signatures.Sign("session", 1L);
        TestKeys.AskForNew(Keys);

        Assert.False(await SignedBefore());

        var file = Assert.Single(Directory.GetFiles(Keys.Folder));
        Assert.False(await SignedBefore());
        Assert.Equal([file], Directory.GetFiles(Keys.Folder));

        async Task<bool> SignedBefore()
        {
            using var again = await Database.OpenAsync(site.StorePath);
            return again.Engine.Signatures.IsValid(signature, "session", 1L);
        }
    }

    [Fact]
    public async Task A_file_that_is_no_key_is_refused_by_its_place()
    {
        File.WriteAllText(Assert.Single(Directory.GetFiles(Keys.Folder)), "geen sleutel\n");

        var error = await Assert.ThrowsAsync<StorageException>(async () => await Database.OpenAsync(site.StorePath));

        Assert.Begins(Keys.Folder + ": cannot be read", error.Message);
    }

    [Fact]
    public async Task A_machine_without_the_key_of_a_shared_store_is_refused_and_one_with_a_copy_is_not()
    {
        using var shared = TestInstallation.OnPostgres();
        var connection = shared.StoreSettings[1]["--Storage:Connection=".Length..];
        using var folder = new TemporaryFolder();
        var signature = shared.Database.Engine.Signatures.Sign("session", 1L);

        var error = await Assert.ThrowsAsync<StorageException>(async () =>
            await Database.OpenAsync(new PostgresStore(connection, folder.Name))
        );

        Assert.Has("copy it from a machine that serves the same store", error.Message);
        Assert.False(Directory.Exists(StoreKeys.FolderIn(folder.Name)));
        TestKeys.Copy(shared.Database.Engine.Folder, folder.Name);
        using var second = await Database.OpenAsync(new PostgresStore(connection, folder.Name));
        Assert.True(second.Engine.Signatures.IsValid(signature, "session", 1L));
    }
}
