import { describe, expect, it } from '@jest/globals';
import { PlantedSecrets } from './planted-secrets.js';

describe('planted secrets', () => {
  const planted = new PlantedSecrets();
  const secret = planted.plant('the secret');
  planted.know('a password', 'p@ss/w"ord+with=everything');

  it.each([
    ['as it is', `Authorization: Bearer ${secret}`],
    ['in Base64 behind other words', Buffer.from(secret).toString('base64')],
    ['in hexadecimal', Buffer.from(secret).toString('hex')],
  ])('are found %s', (_how, text) => {
    expect(planted.foundIn(`some words ${text} and others`)).toEqual(['the secret']);
  });

  it.each([
    ['percent-encoded', encodeURIComponent('p@ss/w"ord+with=everything')],
    ['escaped in JSON', JSON.stringify({ password: 'p@ss/w"ord+with=everything' })],
  ])('are found %s', (_how, text) => {
    expect(planted.foundIn(text)).toEqual(['a password']);
  });

  it('are not found where they are not', () => {
    expect(planted.foundIn(`planted-${'0'.repeat(48)} p@ss`)).toEqual([]);
  });

  it('are others each time', () => {
    expect(new PlantedSecrets().plant('the secret')).not.toBe(secret);
  });
});
