using System.Text;
using System.Xml.Linq;
using CaregiverSignal.Staff.Credentials;
using CaregiverSignal.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Logging.Abstractions;

namespace CaregiverSignal.Hosting;

/// <summary>Seals the keys of cookies and forms with a key of the installation, wherever they are stored.</summary>
public sealed class SealedKeys(Database database) : IXmlEncryptor, IXmlDecryptor
{
    private const string Purpose = "cookie-key";

    /// <summary>The framework makes the one that opens by itself.</summary>
    public SealedKeys(IServiceProvider services)
        : this(services.GetRequiredService<Database>()) { }

    /// <summary>
    /// The ids of the installation's keys with which those of cookies that still hold were sealed: one opens after its
    /// last day what it made on it.
    /// </summary>
    public static IEnumerable<string> SealedWith(Database database, TimeProvider clock)
    {
        IXmlRepository kept = database.Engine.IsShared
            ? new KeysInStore(database, clock)
            : new FileSystemXmlRepository(
                new DirectoryInfo(Path.GetDirectoryName(database.Engine.Keys.Path)!),
                NullLoggerFactory.Instance
            );
        return kept.GetAllElements()
            .Where(key => (DateTimeOffset?)key.Element("expirationDate") > clock.GetUtcNow() - SecondFactor.WholeLife)
            .Descendants("sealed")
            .Select(one => KeyRing.IdIn(Convert.FromBase64String(one.Value)))
            .OfType<string>();
    }

    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var clear = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        return new EncryptedXmlInfo(
            new XElement("sealed", Convert.ToBase64String(database.Engine.Keys.Seal(Purpose, "", clear))),
            typeof(SealedKeys)
        );
    }

    public XElement Decrypt(XElement encryptedElement) =>
        database.Engine.Keys.Open(Purpose, "", Convert.FromBase64String(encryptedElement.Value)) is { } clear
            ? XElement.Parse(Encoding.UTF8.GetString(clear))
            : throw new StorageException(
                $"{database.Engine.Keys.Path}: does not have the key that sealed a key for cookies. Put the file back, or everybody signs in once more."
            );
}
