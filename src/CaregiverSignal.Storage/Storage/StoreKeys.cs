using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using CaregiverSignal.Files;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.KeyManagement.Internal;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Storage;

/// <summary>
/// The key of an installation, as Data Protection keeps it: a file beside the store and never in it, so that whoever
/// has only the store can neither read what it seals nor make what it signs.
/// </summary>
/// <remarks>
/// The store knows which key it was written with. All machines that share a store have a copy of that file, so it is
/// not renewed by itself: docs/incident.md says how.
/// </remarks>
public sealed class StoreKeys
{
    public const string FolderName = "keys";

    /// <summary>A file in the folder by which an operator asks for a new key, at the next start.</summary>
    private const string AskForNew = "new";

    /// <summary>The framework asks for an end, and the key has none.</summary>
    private const int LifeInYears = 100;

    private readonly IKeyManager manager;
    private readonly IKeyRingProvider keyRings;
    private Guid? used;
    private byte[]? master;

    private StoreKeys(string folder)
    {
        Folder = folder;
        var parts = new ServiceCollection()
            .AddDataProtection()
            .SetApplicationName("CaregiverSignal")
            // Processors have instructions for this algorithm; every form of a page is sealed and opened with it.
            .UseCryptographicAlgorithms(
                new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM }
            )
            .DisableAutomaticKeyGeneration()
            .Services.Configure<KeyManagementOptions>(options => options.XmlRepository = new TheStores(this))
            .BuildServiceProvider();
        Protection = parts.GetRequiredService<IDataProtectionProvider>();
        manager = parts.GetRequiredService<IKeyManager>();
        keyRings = parts.GetRequiredService<IKeyRingProvider>();
    }

    public string Folder { get; }

    /// <summary>Whether the store's key is here; else it was opened to be read.</summary>
    public bool IsHere => master is not null;

    /// <summary>Whether it was made just now.</summary>
    internal bool IsNew { get; private set; }

    /// <summary>Seals and opens values, each for its purpose.</summary>
    public IDataProtectionProvider Protection { get; }

    public static string FolderIn(string folder) => Path.Combine(folder, FolderName);

    /// <summary>Whether there is a key beside the store in a folder.</summary>
    public static bool AreIn(string folder) =>
        FolderIn(folder) is var keys && Directory.Exists(keys) && Directory.EnumerateFiles(keys, "*.xml").Any();

    /// <param name="makes">Makes one for a new store, or where it is asked for: the caller holds the store's write
    /// lock.</param>
    /// <exception cref="StorageException">The store was written with a key that is not here, or the files cannot be read
    /// or made.</exception>
    internal static async Task<StoreKeys> OfAsync(StoreEngine engine, Transaction transaction, bool makes)
    {
        var keys = new StoreKeys(FolderIn(engine.Folder));
        try
        {
            keys.used = await StoreKeyTable.Get(transaction);
            var ask = Path.Combine(keys.Folder, AskForNew);
            if (makes && (keys.used is null || File.Exists(ask)))
            {
                await StoreKeyTable.Set(transaction, keys.Make());
                File.Delete(ask);
            }

            // The framework would make the folder, also where somebody only looks.
            if (AreIn(engine.Folder) && keys.manager.GetAllKeys().SingleOrDefault() is { } found)
                keys.master = MasterOf(found);
            else if (makes)
                throw new StorageException(
                    $"{FileIn(keys.Folder, keys.used!.Value)}: is not there, and with it {engine.Name} was written. Put it back from a backup, or copy it from a machine that serves the same store; let nobody but this program's account read it. To go on without what it sealed and signed, make the file {ask} first: docs/incident.md says what a new key means."
                );
            return keys;
        }
        catch (Exception error)
            when (error
                    is IOException
                        or UnauthorizedAccessException
                        or XmlException
                        or CryptographicException
                        or FormatException
            )
        {
            throw new StorageException(
                $"{keys.Folder}: cannot be read or made, or has a file that is no key. Does the account that runs the program own the folder? A key that was damaged is in each backup.",
                error
            );
        }
    }

    /// <summary>Has a program's pages seal with this key, which is read once.</summary>
    public void AddTo(IServiceCollection services) => services.AddSingleton(Protection).AddSingleton(keyRings);

    /// <summary>Seals a value for one place, so that it opens in no other.</summary>
    /// <param name="purpose">What kind of value it is.</param>
    /// <param name="place">Where it stands: the number of its row.</param>
    public byte[] Seal(string purpose, string place, byte[] clear) => Protector(purpose, place)!.Protect(clear);

    /// <returns>Null when it was not sealed here for this place, or with a key that is gone.</returns>
    public byte[]? Open(string purpose, string place, byte[] value)
    {
        try
        {
            return Protector(purpose, place)?.Unprotect(value);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A key for HMAC-SHA-256, derived for one purpose so that none tells of another.</summary>
    /// <exception cref="InvalidOperationException">The store was opened to read it, without its key.</exception>
    public byte[] For(string purpose) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            master ?? throw new InvalidOperationException($"{Folder}: does not have the key of the store."),
            HMACSHA256.HashSizeInBytes,
            info: Encoding.UTF8.GetBytes("CaregiverSignal " + purpose)
        );

    /// <summary>Null where the store was opened to read it, without its key.</summary>
    private IDataProtector? Protector(string purpose, string place) =>
        master is null ? null : Protection.CreateProtector(purpose, place);

    private Guid Make()
    {
        OwnerOnly.Tighten(OwnerOnly.MakeFolder(Folder).FullName);
        var now = TimeProvider.System.GetUtcNow();
        // From before now, as the clock of another machine may be late.
        var made = manager.CreateNewKey(now.AddDays(-1), now.AddYears(LifeInYears)).KeyId;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FileIn(Folder, made), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // The store says the key's name once it is stored, so the key is on the disk before.
        Synced.File(FileIn(Folder, made));
        Synced.Folder(Folder);
        (used, IsNew) = (made, true);
        return made;
    }

    private static string FileIn(string folder, Guid key) => Path.Combine(folder, $"key-{key}.xml");

    private static byte[] MasterOf(IKey key) =>
        Convert.FromBase64String(
            key.Descriptor.ExportToXml().SerializedDescriptorElement.Descendants("masterKey").Single().Value
        );

    /// <summary>The files of keys, of which others may be another store's: each machine seals with the same.</summary>
    private sealed class TheStores(StoreKeys keys)
        : FileSystemXmlRepository(new DirectoryInfo(keys.Folder), NullLoggerFactory.Instance)
    {
        public override IReadOnlyCollection<XElement> GetAllElements() =>
            [.. base.GetAllElements().Where(key => (Guid?)key.Attribute("id") == keys.used)];
    }
}

/// <summary>All SQL on store_key: which key the store was written with, by its name.</summary>
internal static class StoreKeyTable
{
    public static async Task<Guid?> Get(Transaction transaction) =>
        await transaction.First<string>("select name from store_key where id = 1") is { } name
            ? Guid.Parse(name)
            : null;

    public static Task Set(Transaction transaction, Guid key) =>
        transaction.Execute(
            $"""
            insert into store_key (id, name) values (1, {key.ToString()})
            on conflict (id) do update set name = excluded.name
            """
        );
}
