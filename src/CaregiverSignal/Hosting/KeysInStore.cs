using System.Security.Cryptography;
using System.Xml.Linq;
using CaregiverSignal.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CaregiverSignal.Hosting;

/// <summary>
/// The keys that seal cookies and forms, in the store: a form opened at one node can be sent to another.
/// </summary>
public sealed class KeysInStore(Database database, TimeProvider clock) : IXmlRepository
{
    private const string Prefix = "cookies/";

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [
            .. database
                .Read(transaction => SharedKeyTable.Beginning(transaction, Prefix))
                .Select(text => XElement.Parse(text)),
        ];

    public void StoreElement(XElement element, string friendlyName) =>
        database.Write(transaction =>
            SharedKeyTable.Add(
                transaction,
                $"{Prefix}{friendlyName}/{RandomNumberGenerator.GetHexString(16)}",
                element.ToString(SaveOptions.DisableFormatting),
                clock.GetUtcNow()
            )
        );
}
