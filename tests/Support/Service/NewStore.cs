using CaregiverSignal.Files;

namespace CaregiverSignal.Tests.Support;

/// <summary>
/// A new store in SQLite as the migrations make it, made once and copied: to run them takes longer than most tests.
/// </summary>
internal static class NewStore
{
    private static readonly Lazy<byte[]> Content = new(() => Awaited.Now(Make));

    /// <summary>Puts one there, unless a store is there already.</summary>
    public static void At(string path)
    {
        if (File.Exists(path))
            return;
        OwnerOnly.MakeFolder(Path.GetDirectoryName(path)!);
        OwnerOnly.ReplaceBytes(path, file => file.Write(Content.Value));
    }

    private static async Task<byte[]> Make()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Name, "new.db");
        using (var store = await Database.OpenAsync(new SqliteFile(path)))
            // Each installation has a key of its own.
            await store.WriteAsync(transaction => transaction.Execute("delete from store_key"));
        Assert.False(File.Exists(path + "-wal"));
        return File.ReadAllBytes(path);
    }
}
