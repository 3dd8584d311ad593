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

/// <summary>The installation's key, kept by Data Protection in a file outside the store: the store alone neither opens
/// what it seals nor forges what it signs.</summary>
/// <remarks>The store records the id of its key. All machines that share a store need a copy of the file, so it is
/// never rotated automatically: see docs/incident.md.</remarks>
public sealed class StoreKeys
{
    public const string FolderName = "keys";

    /// <summary>An operator creates this file to get a new key at the next start.</summary>
    private const string AskForNew = "new";

    /// <summary>The framework needs an expiry date; the key has none.</summary>
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
            // Processors have instructions for this algorithm, which every form on a page uses.
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

    /// <summary>Whether the store's key is available; without it the store can only be read.</summary>
    public bool IsHere => master is not null;

    /// <summary>Whether the key was just created.</summary>
    internal bool IsNew { get; private set; }

    /// <summary>Seals and opens values for a purpose.</summary>
    public IDataProtectionProvider Protection { get; }

    public static string FolderIn(string folder) => Path.Combine(folder, FolderName);

    /// <summary>Whether a folder contains a key.</summary>
    public static bool AreIn(string folder) =>
        FolderIn(folder) is var keys && Directory.Exists(keys) && Directory.EnumerateFiles(keys, "*.xml").Any();

    /// <param name="makes">Whether to create a key for a new store or on request; the caller holds the write
    /// lock.</param>
    /// <exception cref="StorageException">The store's key is missing, or the files cannot be read or
    /// created.</exception>
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

            // The framework would create the folder even to look.
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

    /// <summary>Makes the pages seal with this key, which is read once.</summary>
    public void AddTo(IServiceCollection services) => services.AddSingleton(Protection).AddSingleton(keyRings);

    /// <summary>Seals a value for one place; it opens nowhere else.</summary>
    /// <param name="purpose">The kind of value.</param>
    /// <param name="place">The number of its row.</param>
    public byte[] Seal(string purpose, string place, byte[] clear) => Protector(purpose, place)!.Protect(clear);

    /// <returns>Null if it was sealed elsewhere, for another place, or with a lost key.</returns>
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

    /// <summary>Derives an HMAC-SHA-256 key for one purpose.</summary>
    /// <exception cref="InvalidOperationException">The store was opened read-only, without its key.</exception>
    public byte[] For(string purpose) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            master ?? throw new InvalidOperationException($"{Folder}: does not have the key of the store."),
            HMACSHA256.HashSizeInBytes,
            info: Encoding.UTF8.GetBytes("CaregiverSignal " + purpose)
        );

    /// <summary>Null if the store was opened read-only, without its key.</summary>
    private IDataProtector? Protector(string purpose, string place) =>
        master is null ? null : Protection.CreateProtector(purpose, place);

    private Guid Make()
    {
        OwnerOnly.Tighten(OwnerOnly.MakeFolder(Folder).FullName);
        var now = TimeProvider.System.GetUtcNow();
        // Valid from yesterday, as another machine's clock may lag.
        var made = manager.CreateNewKey(now.AddDays(-1), now.AddYears(LifeInYears)).KeyId;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FileIn(Folder, made), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // The key must be on the disk before the store refers to it.
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

    /// <summary>A key ring with only this store's key, whatever other files the folder has.</summary>
    private sealed class TheStores(StoreKeys keys)
        : FileSystemXmlRepository(new DirectoryInfo(keys.Folder), NullLoggerFactory.Instance)
    {
        public override IReadOnlyCollection<XElement> GetAllElements() =>
            [.. base.GetAllElements().Where(key => (Guid?)key.Attribute("id") == keys.used)];
    }
}

/// <summary>All SQL on store_key: the id of the store's key.</summary>
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
