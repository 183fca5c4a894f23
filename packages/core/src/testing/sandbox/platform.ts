import type { Hono } from 'hono'
import type * as v from 'valibot'
import type { Buckets } from './buckets.ts'
import type { HookDelivery, HookTarget } from './hook-sender.ts'
import type { Knobs } from './knobs.ts'
import type { Refusal } from './refusal.ts'
import type { Versions } from './versions.ts'

/** What the kit gives to a platform. */
export interface Kit {
  readonly now: () => number
  readonly random: () => number
  readonly knobs: () => Knobs
  /** The sandbox's own address, for links in answers. */
  readonly url: () => string
  /** `of_000000001`, then `of_000000002`. */
  readonly newId: (prefix: string) => string
  readonly versions: <T>() => Versions<T>
  readonly buckets: Buckets
  /** Does it after so many milliseconds of the sandbox's clock: looked at before every request, and by a timer. */
  readonly later: (ms: number, run: () => void) => void
  /** Sends a message to the shop; nothing happens without a target. */
  readonly tell: (target: HookTarget | undefined, message: { readonly type: string; readonly body: unknown }) => void
  readonly deliveries: () => readonly HookDelivery[]
}

/** Something that a person does at the platform: a buyer orders, a moderator refuses, somebody edits by hand. */
export interface Action<Schema extends v.GenericSchema = v.GenericSchema, Result = unknown> {
  readonly input: Schema
  readonly run: (input: v.InferOutput<Schema>) => Result
}

export type Actions = Readonly<
  Record<string, { readonly input: v.GenericSchema; readonly run: (input: never) => unknown }>
>

/** Declares an action, so that its input is known to `run` and to those who call it. */
export function action<const Schema extends v.GenericSchema, Result>(
  input: Schema,
  run: (input: v.InferOutput<Schema>) => Result,
): Action<Schema, Result> {
  return { input, run }
}

/** The actions as functions. */
export type Acting<A> = {
  readonly [Name in keyof A]: A[Name] extends Action<infer Schema, infer Result>
    ? (input: v.InferInput<Schema>) => Result
    : never
}

/** What stands on the page. */
export interface View {
  readonly items: readonly ViewItem[]
  readonly orders: readonly ViewOrder[]
  /** Messages of a chat, newest last. */
  readonly messages?: readonly {
    readonly from: string
    readonly text: string
    readonly picture?: string
    readonly note?: string
  }[]
  /** Buttons above everything. */
  readonly buttons: readonly ViewButton[]
}

export interface ViewButton {
  readonly title: string
  /** Name of an action. */
  readonly action: string
  readonly input: unknown
  /** Texts to ask for first, by the name of the field that they go to. */
  readonly ask?: Readonly<Record<string, string>>
}

export interface ViewItem {
  readonly key: string
  readonly title: string
  readonly picture?: string | undefined
  readonly price?: string
  readonly quantity?: number
  readonly status: string
  readonly note?: string
  readonly issues: readonly string[]
  readonly buttons: readonly ViewButton[]
}

export interface ViewOrder {
  readonly id: string
  readonly title: string
  readonly status: string
  readonly lines: readonly string[]
  readonly total: string
  readonly buttons: readonly ViewButton[]
}

/** A platform that the kit can open: what it answers, and what people do at it. */
export interface Platform<A> {
  readonly title: string
  /** How it prints a refusal. */
  readonly failure: (refused: Refusal) => unknown
  readonly rates?: Readonly<Record<string, { readonly rate: number; readonly burst: number }>>
  readonly open: (kit: Kit) => { readonly routes: Hono; readonly actions: A; readonly view: () => View }
}
